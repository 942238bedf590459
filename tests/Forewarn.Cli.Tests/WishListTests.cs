using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Cli.Tests;

public sealed class WishListTests
{
    [Theory]
    [InlineData("[]", "at least one")]
    [InlineData("- { text: a, accept: [], reject: [], group: g }", "at least one outcome")]
    [InlineData("- { text: '', accept: [rim], reject: [], group: g }", "a sentence")]
    [InlineData("- { text: a, accept: [lid], reject: [], group: g }", "'lid'")]
    [InlineData("- { text: a, accept: [rim], reject: [rim], group: g }", "accepted and rejected")]
    [InlineData("- { text: a, accept: [rim], reject: [] }", "no 'group'")]
    [InlineData("- { text: a, accepts: [rim], reject: [], group: g }", "accept")]
    public void A_list_that_cannot_be_scored_is_refused(string yaml, string complaint)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("wishes.yaml", yaml);
        var refusal = Assert.Throws<ForewarnException>(() => WishList.Load(path, TaskLanguages.Find("cup")));
        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("wishes", refusal.Message, StringComparison.Ordinal);
    }
}
