using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Evaluation.Tests.Reports;

public sealed class DeviationPageTests
{
    private readonly NamedGame _doorway = GameCatalog.Of("doorway", 4);

    [Fact]
    public void The_page_has_everything_it_plays_and_fetches_nothing()
    {
        string page = DeviationPage.Build(Story("lets-through")).Render();
        Assert.Contains("robot 0 gains 1.500 an episode", page);
        string[] parts = ["id=\"play\"", "id=\"scrub\"", "id=\"player-data\"", "prefers-color-scheme: dark", "token 1"];
        Assert.All(parts, part => Assert.Contains(part, page));
        string[] links = ["http://", "https://", "src=", "@import", "url("];
        Assert.All(links, link => Assert.DoesNotContain(link, page.Replace("http://www.w3.org/2000/svg", "")));
    }

    [Fact]
    public void The_data_are_expectations_departures_and_pairs()
    {
        var story = Story("lets-through");
        using var data = JsonDocument.Parse(DeviationPage.Data(story));
        var root = data.RootElement;
        Assert.Equal((4, 0), (root.GetProperty("horizon").GetInt32(), root.GetProperty("deviator").GetInt32()));
        Assert.Equal(8, root.GetProperty("samples").GetArrayLength());
        double[] totals =
        [
            .. root.GetProperty("expected").EnumerateArray()
                .Select(course => course.EnumerateArray().Sum(step => step.GetProperty("rewards")[0].GetDouble())),
        ];
        Assert.Equal([-2, -0.5], totals, (a, b) => Math.Abs(a - b) < 1e-9);
        var departure = Assert.Single(root.GetProperty("departures").EnumerateArray());
        Assert.Equal(("token 1", "wait", "go"),
            (departure.GetProperty("state").GetString(), departure.GetProperty("told").GetString(), departure.GetProperty("does").GetString()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("scene").ValueKind);
    }

    [Fact]
    public void Names_cannot_break_out_of_the_page()
    {
        var names = new GameNames(["</script><b>", "b"], [["go", "wait"], ["go", "wait"]], [.. _doorway.Names.States]);
        var story = DeviationStory.Of(_doorway with { Names = names }, _doorway.Mediator("uniform"), DeviationClass.Swap, 1, new SeedStream(1));
        Assert.DoesNotContain("</script><b>", DeviationPage.Build(story).Render());
    }

    [Fact]
    public void An_expert_from_which_nobody_deviates_says_so()
    {
        string page = DeviationPage.Build(Story("expert")).Render();
        Assert.Contains("nobody gains by doing anything else", page);
        Assert.DoesNotContain(" gains 0", page);
    }

    private DeviationStory Story(string mediator) => DeviationStory.Of(_doorway, _doorway.Mediator(mediator), DeviationClass.Swap, 8, new SeedStream(1));
}
