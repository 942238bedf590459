namespace Forewarn.Messages.Tests.Schema;

public sealed class InterfaceParserTests
{
    [Theory]
    [InlineData("int32 a", FieldKind.Int32, FieldShape.Single, 0, 0, "")]
    [InlineData("char[16] a", FieldKind.UInt8, FieldShape.Array, 16, 0, "")]
    [InlineData("byte[] a", FieldKind.Byte, FieldShape.Sequence, 0, 0, "")]
    [InlineData("float64[<=3] a", FieldKind.Float64, FieldShape.BoundedSequence, 3, 0, "")]
    [InlineData("string<=10 a", FieldKind.BoundedString, FieldShape.Single, 0, 10, "")]
    [InlineData("string<=10[<=4] a", FieldKind.BoundedString, FieldShape.BoundedSequence, 4, 10, "")]
    [InlineData("string[2] a", FieldKind.String, FieldShape.Array, 2, 0, "")]
    [InlineData("Header a", FieldKind.Nested, FieldShape.Single, 0, 0, "std_msgs/msg/Header")]
    [InlineData("Own[] a", FieldKind.Nested, FieldShape.Sequence, 0, 0, "p/msg/Own")]
    [InlineData("geometry_msgs/Pose a", FieldKind.Nested, FieldShape.Single, 0, 0, "geometry_msgs/msg/Pose")]
    [InlineData("geometry_msgs/msg/Pose a", FieldKind.Nested, FieldShape.Single, 0, 0, "geometry_msgs/msg/Pose")]
    public void Types_are_understood(string line, FieldKind kind, FieldShape shape, int capacity, int text, string nested)
    {
        var field = Assert.Single(Parse(line).Fields);
        Assert.Equal(
            ("a", kind, shape, capacity, text, nested),
            (field.Name, field.Kind, field.Shape, field.Capacity, field.StringCapacity, field.NestedType));
    }

    [Theory]
    [InlineData("int8 a -128", "-128")]
    [InlineData("uint64 a 18446744073709551615", "18446744073709551615")]
    [InlineData("int64 a -9223372036854775808", "-9223372036854775808")]
    [InlineData("uint8 a 0xff", "255")]
    [InlineData("float64 a 1e3", "1000")]
    [InlineData("bool a True", "true")]
    [InlineData("string a \"with # and \\\" in it\" # a comment", "with # and \" in it")]
    [InlineData("string a 'it'", "it")]
    [InlineData("string a it's", "it's")]
    [InlineData("int32[3] a [1, -2, 3]", "1|-2|3")]
    [InlineData("string[] a ['a, b', \"c\"]", "a, b|c")]
    [InlineData("float32[] a []", "")]
    public void Defaults_are_read(string line, string values) =>
        Assert.Equal(values, string.Join('|', Assert.Single(Parse(line).Fields).Defaults!));

    [Fact]
    public void Constants_are_read()
    {
        var type = Parse("uint8 A=1\nstring B_2 = \"x = # y\"  # why\nfloat32 PI=3.14\nuint8 a");
        Assert.Equal(["A=1", "B_2=x = # y", "PI=3.14"], type.Constants.Select(one => $"{one.Name}={one.Value}"));
        Assert.Equal("why", type.Constants[1].Comment);
        Assert.Single(type.Fields);
    }

    [Fact]
    public void Comments_go_to_what_they_stand_at()
    {
        var type = Parse("# Of the type,\n# two lines.\n\n# far away\n\n# m\nfloat64 a # along x\nfloat64 b\n");
        Assert.Equal(
            ("Of the type, two lines.", "m along x", ""), (type.Comment, type.Fields[0].Comment, type.Fields[1].Comment));
    }

    [Fact]
    public void A_comment_right_above_the_first_field_is_the_fields()
    {
        var type = Parse("# m\nfloat64 a");
        Assert.Equal(("", "m"), (type.Comment, type.Fields[0].Comment));
    }

    [Fact]
    public void An_empty_message_has_the_field_that_IDL_needs()
    {
        var type = Parse("# nothing\nuint8 ONLY_A_CONSTANT=1");
        Assert.True(type.IsEmpty);
        Assert.Equal("structure_needs_at_least_one_member", Assert.Single(type.Fields).Name);
    }

    [Fact]
    public void Line_ends_of_Windows_are_line_ends() => Assert.Equal(2, Parse("int8 a\r\nint8 b\r\n").Fields.Count);

    [Theory]
    [InlineData("int32", 1, "'int32'")]
    [InlineData("int8 ok\nint32 Bad", 2, "'Bad'")]
    [InlineData("int32 a__b", 1, "'a__b'")]
    [InlineData("uint8 a 256", 1, "'256'")]
    [InlineData("uint8 a -1", 1, "'-1'")]
    [InlineData("bool a maybe", 1, "'maybe'")]
    [InlineData("uint8 lower=1", 1, "'lower'")]
    [InlineData("uint8 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_=1", 1, "AAA_'")]
    [InlineData("Own A=1", 1, "'Own'")]
    [InlineData("int32<=3 a", 1, "bound on 'int32'")]
    [InlineData("int32[0] a", 1, "size 0")]
    [InlineData("int32[-1] a", 1, "'int32[-1]'")]
    [InlineData("int32[2] a [1, 2, 3]", 1, "3 default values")]
    [InlineData("string<=2 a 'abc'", 1, "more than 2 bytes")]
    [InlineData("Own a 3", 1, "default for 'a'")]
    [InlineData("string a \"open", 1, "closing quote")]
    [InlineData("int8 a\nint8 b\nint8 a", 3, "'a' twice")]
    [InlineData("/Pose a", 1, "'/Pose'")]
    [InlineData("int8 a\n---\nint8 b", 3, "2 part(s)")]
    public void Mistakes_name_their_line(string text, int line, string words)
    {
        var error = Assert.Throws<InterfaceSyntaxException>(() => Parse(text));
        Assert.Equal(line, error.Line);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.False(error.Unsupported);
    }

    [Theory]
    [InlineData("wstring a")]
    [InlineData("wstring<=3[] a")]
    [InlineData("wstring A=\"b\"")]
    public void Wide_strings_are_refused(string text)
    {
        var error = Assert.Throws<InterfaceSyntaxException>(() => Parse(text));
        Assert.True(error.Unsupported);
        Assert.Contains("Use 'string'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_has_two_parts()
    {
        var service = InterfaceParser.Parse("p", InterfaceKind.Service, "S", "int8 a\n---\n");
        Assert.Equal(["p/srv/S_Request", "p/srv/S_Response"], service.Messages.Select(one => one.Name));
        Assert.True(service.Messages[1].IsEmpty);
        Assert.Throws<InterfaceSyntaxException>(() => InterfaceParser.Parse("p", InterfaceKind.Service, "S", "int8 a"));
    }

    [Fact]
    public void A_message_cannot_contain_itself()
    {
        var catalog = new SchemaCatalog();
        catalog.Add(InterfaceParser.Parse("p", InterfaceKind.Message, "A", "B b"));
        catalog.Add(InterfaceParser.Parse("p", InterfaceKind.Message, "B", "A[] a"));
        var error = Assert.Throws<InterfaceSyntaxException>(() => catalog.Dependencies(catalog.Find("p/msg/A")!));
        Assert.Contains("p/msg/A -> p/msg/B -> p/msg/A", error.Message, StringComparison.Ordinal);
    }

    private static MessageSchema Parse(string text) =>
        InterfaceParser.Parse("p", InterfaceKind.Message, "T", text).Messages[0];
}
