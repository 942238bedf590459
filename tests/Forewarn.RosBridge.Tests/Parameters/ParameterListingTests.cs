namespace Forewarn.RosBridge.Tests.Parameters;

/// <summary>The cases of rclcpp's list_parameters.</summary>
public sealed class ParameterListingTests
{
    private static readonly string[] Names = ["a", "b.c", "b.d.e", "b.d.f.g", "bb.x", "z"];

    [Theory]
    [InlineData("", 0, "a b.c b.d.e b.d.f.g bb.x z", "b b.d b.d.f bb")]
    [InlineData("", 1, "a z", "")]
    [InlineData("", 2, "a b.c bb.x z", "b bb")]
    [InlineData("", 3, "a b.c b.d.e bb.x z", "b b.d bb")]
    [InlineData("b", 0, "b.c b.d.e b.d.f.g", "b b.d b.d.f")]
    [InlineData("b", 1, "b.c", "b")]
    [InlineData("b", 2, "b.c b.d.e", "b b.d")]
    [InlineData("b.d", 1, "b.d.e", "b.d")]
    [InlineData("a", 1, "a", "")]
    [InlineData("a b.d", 0, "a b.d.e b.d.f.g", "b.d b.d.f")]
    [InlineData("no", 0, "", "")]
    [InlineData("b.", 0, "", "")]
    public void Prefixes_and_depth_select(string prefixes, ulong depth, string names, string found)
    {
        var (listed, above) = ParameterListing.List(Names.Reverse(), prefixes.Split(' ', StringSplitOptions.RemoveEmptyEntries), depth);
        Assert.Equal((names, found), (string.Join(' ', listed), string.Join(' ', above)));
    }
}
