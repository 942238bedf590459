using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Node;

public sealed class RosNameTests
{
    [Theory]
    [InlineData("chatter", "/", "talker", "/chatter")]
    [InlineData("chatter", "/ns", "talker", "/ns/chatter")]
    [InlineData("a/b", "/ns/deep", "talker", "/ns/deep/a/b")]
    [InlineData("/chatter", "/ns", "talker", "/chatter")]
    [InlineData("~", "/ns", "talker", "/ns/talker")]
    [InlineData("~/x", "/", "talker", "/talker/x")]
    [InlineData("~/x/y", "/ns", "talker", "/ns/talker/x/y")]
    [InlineData("{node}/x", "/ns", "talker", "/ns/talker/x")]
    [InlineData("/{node}", "/ns", "talker", "/talker")]
    [InlineData("{ns}/x", "/ns", "talker", "/ns/x")]
    [InlineData("{namespace}/x", "/ns", "talker", "/ns/x")]
    [InlineData("{ns}/x", "/", "talker", "/x")]
    [InlineData("_hidden/__x", "/", "talker", "/_hidden/__x")]
    [InlineData("a1/b_2", "/", "talker", "/a1/b_2")]
    public void Names_are_expanded_from_their_node(string name, string space, string node, string full) =>
        Assert.Equal(full, RosName.Expand("topic", name, new(space, node)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("//a")]
    [InlineData("1a")]
    [InlineData("a/1b")]
    [InlineData("a b")]
    [InlineData("a-b")]
    [InlineData("a.b")]
    [InlineData("a~")]
    [InlineData("~a")]
    [InlineData("a/~/b")]
    [InlineData("/~/b")]
    [InlineData("~/")]
    [InlineData("{unknown}/x")]
    [InlineData("{node/x")]
    [InlineData("node}/x")]
    [InlineData("grün")]
    public void Wrong_names_are_refused_and_named(string name)
    {
        var error = Assert.Throws<ForewarnException>(() => RosName.Expand("topic", name, new("/ns", "talker")));
        Assert.Contains($"topic '{name}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void Names_have_a_longest_length()
    {
        var node = new NodeName("/", "node");
        Assert.Equal(247, RosName.Expand("topic", new string('a', 246), node).Length);
        Assert.Throws<ForewarnException>(() => RosName.Expand("topic", new string('a', 247), node));
        RosName.CheckNode(new string('a', 255));
        Assert.Throws<ForewarnException>(() => RosName.CheckNode(new string('a', 256)));
        RosName.CheckNamespace("/" + new string('a', 244));
        Assert.Throws<ForewarnException>(() => RosName.CheckNamespace("/" + new string('a', 245)));
    }

    [Theory]
    [InlineData("talker", true)]
    [InlineData("_t1", true)]
    [InlineData("", false)]
    [InlineData("1t", false)]
    [InlineData("a/b", false)]
    [InlineData("~a", false)]
    public void Node_names_are_one_part(string name, bool good) =>
        Assert.Equal(good, Record.Exception(() => RosName.CheckNode(name)) is null);

    [Theory]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("ns", "/ns")]
    [InlineData("/ns/a", "/ns/a")]
    [InlineData("/ns/", null)]
    [InlineData("//ns", null)]
    [InlineData("~/ns", null)]
    [InlineData("/1ns", null)]
    public void Namespaces_may_leave_out_their_first_slash(string? space, string? full)
    {
        if (full is not null) Assert.Equal(full, RosName.Space(space));
        else Assert.Throws<ForewarnException>(() => RosName.Space(space));
    }
}
