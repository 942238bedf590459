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
    [InlineData("FWM004", "/p/a_msgs/msg/A.msg", 2, "float64[100000000] a\nfloat64[100000000] b", "Use a sequence")]
    [InlineData("FWM004", "/p/a_msgs/msg/A.msg", 1, "float64[2147483647] a", "Use a sequence")]
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

    [Theory]
    [InlineData("int8")]
    [InlineData("wstring a")]
    [InlineData("Nobody a")]
    public void A_mistake_is_told_once_and_where_it_is(string text)
    {
        var run = new GeneratorRun(("/p/a_msgs/msg/Bad.msg", text), ("/p/a_msgs/msg/User.msg", "int8 a\nint8 b\nBad bad"));
        var found = Assert.Single(run.Result.Diagnostics).Location.GetLineSpan();
        Assert.Equal(("/p/a_msgs/msg/Bad.msg", 0), (found.Path, found.StartLinePosition.Line));
    }

    [Fact]
    public void A_cycle_is_told_of_each_that_is_in_it()
    {
        var run = new GeneratorRun(("/p/a_msgs/msg/A.msg", "B b"), ("/p/a_msgs/msg/B.msg", "A[] a"), ("/p/a_msgs/msg/C.msg", "int8 c"));
        Assert.Equal(["FWM004", "FWM004"], run.Result.Diagnostics.Select(one => one.Id));
        Assert.Single(run.Result.GeneratedSources);
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
