import Testing
import Transport

/// Which addresses a stranger may send us to.
@Suite struct AddressClassTests {
    @Test(arguments: [
        ("1.1.1.1", AddressClass.global), ("8.8.8.8", .global), ("172.15.255.255", .global),
        ("172.32.0.0", .global), ("100.63.255.255", .global), ("100.128.0.0", .global),
        ("192.167.255.255", .global), ("192.169.0.0", .global), ("223.255.255.255", .global),
        ("11.0.0.0", .global), ("168.63.129.15", .global), ("126.255.255.255", .global),
        ("0.0.0.0", .reserved), ("0.1.2.3", .reserved), ("10.0.0.1", .privateNetwork),
        ("10.255.255.255", .privateNetwork), ("100.64.0.1", .carrierGrade),
        ("100.100.100.200", .carrierGrade), ("100.127.255.255", .carrierGrade),
        ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("168.63.129.16", .reserved),
        ("169.254.0.1", .linkLocal), ("169.254.169.254", .linkLocal),
        ("172.16.0.1", .privateNetwork), ("172.31.255.255", .privateNetwork),
        ("192.0.0.192", .reserved), ("192.0.2.1", .reserved), ("192.88.99.1", .reserved),
        ("192.168.1.1", .privateNetwork), ("198.18.0.1", .reserved), ("198.19.255.255", .reserved),
        ("198.51.100.7", .reserved), ("203.0.113.7", .reserved), ("224.0.0.251", .reserved),
        ("240.0.0.1", .reserved), ("255.255.255.255", .reserved),
        ("2606:4700:4700::1111", .global), ("2a00:1450:4001:81b::200e", .global),
        ("2001:4860:4860::8888", .global), ("::1", .loopback), ("::", .reserved),
        ("fc00::1", .privateNetwork), ("fd00:ec2::254", .privateNetwork),
        ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .privateNetwork),
        ("ff02::1", .reserved), ("2001:db8::1", .reserved), ("2001:0:1::1", .reserved),
        ("100::1", .reserved), ("3fff::1", .reserved), ("5f00::1", .reserved),
        ("4000::1", .reserved), ("64:ff9b:1::1", .reserved),
        ("::ffff:127.0.0.1", .loopback), ("::ffff:10.1.2.3", .privateNetwork),
        ("::ffff:8.8.8.8", .global), ("::127.0.0.1", .loopback),
        ("::ffff:0:192.168.0.1", .privateNetwork),
        ("64:ff9b::169.254.169.254", .linkLocal), ("64:ff9b::8.8.8.8", .global),
        ("2002:7f00:1::", .loopback), ("2002:0808:0808::1", .global),
    ])
    func isClassed(_ literal: String, _ expected: AddressClass) {
        #expect(AddressClass(literal: literal) == expected)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "[::1]", "::g", "2130706433"])
    func nameIsNoLiteral(_ text: String) {
        #expect(AddressClass(literal: text) == nil)
    }
}
