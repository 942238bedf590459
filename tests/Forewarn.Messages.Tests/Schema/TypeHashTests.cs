using Forewarn.Messages.Tests.Wire;

namespace Forewarn.Messages.Tests.Schema;

public sealed class TypeHashTests
{
    private static readonly Dictionary<string, string> Published = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "published-hashes.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .ToDictionary(parts => parts[1], parts => parts[2]);

    public static TheoryData<string> PublishedNames => [.. Published.Keys];

    [Theory]
    [MemberData(nameof(PublishedNames))]
    public void A_published_hash_is_ours(string name) =>
        Assert.Equal(Published[name], TypeHash.Of(StandardSet.Catalog.Find(name)!, StandardSet.Catalog));

    [Fact]
    public void Only_our_own_package_has_no_published_hashes() => Assert.All(
        StandardSet.Types.Where(type => !Published.ContainsKey(type.Name)),
        type => Assert.StartsWith("forewarn_msgs/", type.Name, StringComparison.Ordinal));

    [Fact]
    public void Classes_carry_the_hash_of_their_definition() => Assert.All(
        MessageSet.All,
        one => Assert.Equal(TypeHash.Of(StandardSet.Catalog.Find(one.Type.Name)!, StandardSet.Catalog), one.Type.Hash));

    [Fact]
    public void Services_and_actions_carry_their_own_hash()
    {
        Assert.Equal(Published["std_srvs/srv/SetBool"], StdSrvs.SetBool.Type.Hash);
        Assert.Equal(Published["control_msgs/action/FollowJointTrajectory"], ControlMsgs.FollowJointTrajectory.Type.Hash);
        Assert.Equal(
            Published["control_msgs/action/FollowJointTrajectory_SendGoal"], ControlMsgs.FollowJointTrajectory.Type.SendGoal.Hash);
    }

    [Fact]
    public void Comments_defaults_and_constants_do_not_count()
    {
        var bare = InterfaceParser.Parse("p", InterfaceKind.Message, "T", "uint8 a\nstring b");
        var rich = InterfaceParser.Parse("p", InterfaceKind.Message, "T", "# T\nuint8 X=1\nuint8 a 5 # five\nstring b \"q\"");
        Assert.Equal(
            TypeHash.Of(bare.Messages[0], new SchemaCatalog()), TypeHash.Of(rich.Messages[0], new SchemaCatalog()));
    }
}
