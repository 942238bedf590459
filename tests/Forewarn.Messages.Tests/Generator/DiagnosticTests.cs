namespace Forewarn.Messages.Tests.Generator;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("FWM001", "/p/a_msgs/msg/A.msg", 2, "int8 ok\nint8 NotAField", "found the field name 'NotAField'")]
    [InlineData("FWM001", "/p/a_msgs/msg/lower.msg", 0, "int8 ok", "found type name 'lower'")]
    [InlineData("FWM001", "/p/a_msgs/srv/A.srv", 1, "int8 ok", "1 part(s)")]
    [InlineData("FWM002", "/p/a_msgs/msg/A.msg", 3, "\n\nwstring a", "Use 'string'")]
    [InlineData("FWM003", "/p/A.msg", 0, "int8 ok", "wanted it at PACKAGE/msg/A.msg")]
    [InlineData("FWM003", "/p/a_msgs/msg/A.srv", 0, "int8 ok\n---", "wanted it at PACKAGE/srv/A.srv")]
    [InlineData("FWM004", "/p/a_msgs/msg/A.msg", 2, "int8 ok\nb_msgs/B b", "'b_msgs/msg/B', which no definition declares")]
    [InlineData("FWM004", "/p/a_msgs/msg/A.msg", 1, "A[] again", "a_msgs/msg/A -> a_msgs/msg/A")]
    [InlineData("FWM005", "/p/a_msgs/msg/A.msg", 2, "int8 a_1\nint8 a1", "found a second member that is 'A1' in C#")]
    [InlineData("FWM007", "/p/std_msgs/msg/String.msg", 0, "string text", "found other fields than Forewarn.Messages has")]
    public void A_bad_definition_is_a_compiler_error_at_its_line(string id, string path, int line, string text, string words)
    {
        var found = Assert.Single(new GeneratorRun((path, text)).Result.Diagnostics);
        Assert.Equal((id, path), (found.Id, found.Location.GetLineSpan().Path));
        Assert.Equal(Math.Max(line, 1), found.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Contains(words, found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_definition_does_not_take_the_others_along()
    {
        var run = new GeneratorRun(("/p/a_msgs/msg/Bad.msg", "int8"), ("/p/a_msgs/msg/Good.msg", "int8 a"));
        Assert.Equal("FWM001", Assert.Single(run.Result.Diagnostics).Id);
        Assert.Equal("a_msgs.msg.Good.g.cs", Assert.Single(run.Result.GeneratedSources).HintName);
    }

    [Fact]
    public void Two_definitions_of_one_type_are_refused() => Assert.Equal(
        "FWM006", Assert.Single(new GeneratorRun(("/p/a_msgs/msg/A.msg", "int8 a"), ("/q/a_msgs/msg/A.msg", "int8 b")).Result.Diagnostics).Id);

    [Fact]
    public void Two_definitions_of_one_class_are_refused() => Assert.Equal(
        "FWM005",
        Assert.Single(new GeneratorRun(("/p/a_msgs/msg/AskRequest.msg", "int8 a"), ("/p/a_msgs/srv/Ask.srv", "---")).Result.Diagnostics).Id);

    [Fact]
    public void A_copy_of_a_standard_definition_does_no_harm()
    {
        var run = new GeneratorRun(
            ("/p/std_msgs/msg/String.msg", "# another comment\nstring data"), ("/p/a_msgs/msg/A.msg", "std_msgs/String text"));
        Assert.Empty(run.Problems);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Definitions_for_reference_make_no_class()
    {
        var run = new GeneratorRun(
            ["/p/a_msgs/msg/A.msg"], ("/p/a_msgs/msg/A.msg", "int8 a"), ("/p/b_msgs/msg/B.msg", "a_msgs/A a"));
        Assert.Equal("b_msgs.msg.B.g.cs", Assert.Single(run.Result.GeneratedSources).HintName);
    }
}
