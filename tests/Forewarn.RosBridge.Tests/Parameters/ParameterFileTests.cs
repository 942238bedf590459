using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Parameters;

public sealed class ParameterFileTests
{
    private static string Tell(string yaml) =>
        string.Join("; ", ParameterFile.Parse(yaml, "test.yaml").Select(one => $"{one.Nodes} {one.Name}={one.Value}"));

    [Theory]
    [InlineData("node:\n  ros__parameters:\n    a: 1\n", "/node a=1")]
    [InlineData("/node:\n  ros__parameters: {a: 1}\n", "/node a=1")]
    [InlineData("/ns/node:\n  ros__parameters: {a: 1}\n", "/ns/node a=1")]
    [InlineData("ns:\n  node:\n    ros__parameters: {a: 1}\n", "/ns/node a=1")]
    [InlineData("/ns:\n  /node:\n    ros__parameters: {a: 1}\n", "/ns/node a=1")]
    [InlineData("/**:\n  ros__parameters: {a: 1}\n", "/** a=1")]
    [InlineData("/**:\n  node:\n    ros__parameters: {a: 1}\n", "/**/node a=1")]
    [InlineData("/:\n  node:\n    ros__parameters: {a: 1}\n", "/node a=1")]
    [InlineData("n:\n  ros__parameters:\n    a: {b: {c: 1}, d: x}\n    e.f: [1, 2]\n", "/n a.b.c=1; /n a.d=x; /n e.f=[1, 2]")]
    [InlineData("n:\n  ros__parameters: {a: 1}\nm:\n  ros__parameters: {a: 2}\n", "/n a=1; /m a=2")]
    [InlineData("n:\n  ros__parameters: {}\n", "")]
    [InlineData("", "")]
    [InlineData("# nothing\n", "")]
    public void Nodes_and_names_are_joined(string yaml, string told) => Assert.Equal(told, Tell(yaml));

    [Theory]
    [InlineData("- a\n", "line 1")]
    [InlineData("n:\n  a: 1\n", "line 2")]
    [InlineData("ros__parameters: {a: 1}\n", "line 1")]
    [InlineData("n:\n  ros__parameters: 3\n", "line 2")]
    [InlineData("n:\n  ros__parameters:\n    a:\n", "line 3")]
    [InlineData("n:\n  ros__parameters:\n    a: [1, x]\n", "'a'")]
    [InlineData("n:\n  ros__parameters:\n    ? [1]\n    : 2\n", "line 3")]
    [InlineData("n: [\n", "test.yaml")]
    [InlineData("n:\n  ros__parameters:\n    a: 1\n    a: 2\n", "test.yaml")]
    public void Wrong_files_are_refused_with_their_line(string yaml, string named)
    {
        var error = Assert.Throws<ForewarnException>(() => Tell(yaml));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("test.yaml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/**", "/node", true)]
    [InlineData("/**", "/a/b/node", true)]
    [InlineData("/*", "/node", true)]
    [InlineData("/*", "/a/node", false)]
    [InlineData("/**/node", "/node", true)]
    [InlineData("/**/node", "/a/b/node", true)]
    [InlineData("/**/node", "/a/b/other", false)]
    [InlineData("/*/node", "/node", false)]
    [InlineData("/*/node", "/a/node", true)]
    [InlineData("/a/**", "/a/b/node", true)]
    [InlineData("/a/**", "/b/node", false)]
    [InlineData("/a/*/node", "/a/b/node", true)]
    [InlineData("/node", "/node", true)]
    [InlineData("/node", "/ns/node", false)]
    [InlineData("/node", "/node2", false)]
    public void Wildcards_stand_for_parts_of_a_name(string nodes, string node, bool fits)
    {
        int slash = node.LastIndexOf('/');
        var name = new NodeName(slash == 0 ? "/" : node[..slash], node[(slash + 1)..]);
        Assert.Equal(fits, new ParameterOverride(nodes, "a", 1).IsFor(name));
    }

    [Theory]
    [InlineData("a:=1", "/** a=1")]
    [InlineData("a.b:='x y'", "/** a.b=x y")]
    [InlineData("node:a:=true", "/node a=true")]
    [InlineData("/ns/node:a:=[1.0]", "/ns/node a=[1]")]
    [InlineData("a:=b:=c", "/** a=b:=c")]
    public void One_parameter_of_the_command_line(string text, string told)
    {
        var one = ParameterOverride.Parse(text);
        Assert.Equal(told, $"{one.Nodes} {one.Name}={one.Value}");
    }
}
