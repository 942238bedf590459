using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Node;

public sealed class RemapTests
{
    private static readonly NodeName Talker = new("/ns", "talker");

    private static RemapRule[] Rules(params string[] texts) => [.. texts.Select(RemapRule.Parse)];

    private static string Topic(string name, params string[] rules) => RemapRule.Apply(Rules(rules), RemapKind.Topic, name, Talker);

    [Theory]
    [InlineData("chatter", "chatter:=other", "/ns/other")]
    [InlineData("chatter", "chatter:=/other", "/other")]
    [InlineData("/ns/chatter", "chatter:=other", "/ns/other")]
    [InlineData("chatter", "/ns/chatter:=other", "/ns/other")]
    [InlineData("/chatter", "chatter:=other", "/chatter")]
    [InlineData("chatter", "/chatter:=other", "/ns/chatter")]
    [InlineData("~/x", "~/x:=y", "/ns/y")]
    [InlineData("chatter", "chatter:=~/mine", "/ns/talker/mine")]
    [InlineData("chatter", "talker:chatter:=other", "/ns/other")]
    [InlineData("chatter", "listener:chatter:=other", "/ns/chatter")]
    [InlineData("chatter", "rostopic://chatter:=other", "/ns/other")]
    [InlineData("chatter", "talker:rostopic://chatter:=other", "/ns/other")]
    [InlineData("chatter", "rosservice://chatter:=other", "/ns/chatter")]
    [InlineData("chatter/a", "chatter:=other", "/ns/chatter/a")]
    public void A_rule_fits_a_full_name(string name, string rule, string full) => Assert.Equal(full, Topic(name, rule));

    [Fact]
    public void The_first_rule_that_fits_counts_and_results_are_not_remapped_again() =>
        Assert.Equal("/ns/b", Topic("a", "x:=y", "a:=b", "b:=c", "a:=d"));

    [Fact]
    public void Schemes_tell_topics_from_services()
    {
        var rules = Rules("rostopic://a:=t", "rosservice://a:=s");
        Assert.Equal("/ns/t", RemapRule.Apply(rules, RemapKind.Topic, "a", Talker));
        Assert.Equal("/ns/s", RemapRule.Apply(rules, RemapKind.Service, "a", Talker));
    }

    [Theory]
    [InlineData("/ns/other", "__node:=other")]
    [InlineData("/ns/other", "__name:=other")]
    [InlineData("/ns/other", "talker:__node:=other")]
    [InlineData("/ns/talker", "listener:__node:=other")]
    [InlineData("/new/space/talker", "__ns:=/new/space")]
    [InlineData("/talker", "__ns:=/")]
    [InlineData("/b/other", "__node:=other", "other:__ns:=/b")]
    [InlineData("/ns/other", "__node:=other", "talker:__ns:=/b")]
    [InlineData("/ns/one", "__node:=one", "__node:=two")]
    public void Node_name_and_namespace_have_rules_of_their_own(string full, params string[] rules) =>
        Assert.Equal(full, RemapRule.NameOf(Rules(rules), Talker).ToString());

    [Fact]
    public void Rules_for_one_node_see_its_new_name()
    {
        var bench = new Bench();
        var node = bench.Node("talker", "-r", "__node:=b", "-r", "__ns:=/x", "-r", "b:chatter:=found", "-r", "talker:chatter:=lost");
        Assert.Equal("/x/b", node.FullName.ToString());
        Assert.Equal("/x/found", node.ResolveTopic("chatter"));
        Assert.Equal("/x/b/get_state", node.ResolveService("~/get_state"));
    }

    [Theory]
    [InlineData("chatter")]
    [InlineData("chatter:other")]
    [InlineData(":=other")]
    [InlineData("chatter:=")]
    [InlineData("1a:=b")]
    [InlineData("a:=1b")]
    [InlineData("a:=b c")]
    [InlineData("a:b:c:=d")]
    [InlineData("1node:a:=b")]
    [InlineData("__node:=a/b")]
    [InlineData("__ns:=relative")]
    [InlineData("/*/a:=b")]
    [InlineData("a:=/\\1/b")]
    public void Wrong_rules_are_refused(string text) => Assert.Throws<ForewarnException>(() => RemapRule.Parse(text));
}
