using Forewarn.Core;

namespace Forewarn.Simulation.Tests;

public sealed class EnvironmentCatalogTests
{
    [Fact]
    public void No_two_tasks_share_a_name() =>
        Assert.Equal(EnvironmentCatalog.All.Count, EnvironmentCatalog.All.Select(e => e.Name).Distinct().Count());

    [Fact]
    public void Every_entry_is_found_by_its_name() =>
        Assert.All(EnvironmentCatalog.All, e => Assert.Same(e, EnvironmentCatalog.Find(e.Name)));

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_one()
    {
        var error = Assert.Throws<ForewarnException>(() => EnvironmentCatalog.Create("hoper-v4"));
        Assert.Contains("'hopper-v4'", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void A_name_that_is_near_to_none_lists_them_all()
    {
        var error = Assert.Throws<ForewarnException>(() => EnvironmentCatalog.Find("spaceship to the outer planets"));
        Assert.All(EnvironmentCatalog.All, e => Assert.Contains(e.Name, error.Message));
    }

    [Theory]
    [InlineData("hopper")]
    [InlineData("half_cheetah")]
    public void A_name_without_version_means_the_newest(string family)
    {
        var versions = EnvironmentCatalog.All.Where(e => e.Name.StartsWith(family + "-v", StringComparison.Ordinal));
        Assert.Equal(versions.MaxBy(e => e.Name, StringComparer.Ordinal), EnvironmentCatalog.Find(family));
    }
}
