using Microsoft.Playwright;
using Forewarn.Core;
using Forewarn.Evaluation.Coordination;
using Forewarn.Evaluation.Reports;
using Forewarn.Games;

namespace Forewarn.Console.Tests;

/// <summary>The page that plays a deviation, opened from a file as a person would.</summary>
public sealed class DeviationPageTests(Chromium chromium) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-page-").FullName;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_steps_scrubs_and_plays_to_the_end(ColorScheme scheme)
    {
        var game = GameCatalog.Of("doorway", 4);
        var mediator = game.Mediator("lets-through");
        string path = Path.Combine(_folder, "page.html");
        DeviationPage.Build(DeviationStory.Of(game, mediator, DeviationClass.Swap, 8, new SeedStream(1))).Save(path);
        await using var page = await chromium.OpenAsync(
            new Uri(path), new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.Says("position", "0, last 3");
        await page.Says("does", "told wait in “token 1”, robot 0 does go (50.0 % of episodes)");
        // The first episode shown is one with a departure.
        await Assertions.Expect(page.Page.Locator("#deviating td.against")).ToHaveTextAsync("go");
        await page.ScreenshotAsync($"deviation-{scheme}");
        await Assertions.Expect(page.Button("Step back")).ToBeDisabledAsync();
        await page.Button("Step forward").ClickAsync();
        await page.Says("position", "1, last 3");
        await page.Says("does", "robot 0 does what it is told.");
        await page.Page.Locator("#scrub").FillAsync("3");
        await page.Says("position", "3, last 3");
        await page.Says("cost", "+1.500");
        await page.Button("First step").ClickAsync();
        await page.Page.Locator("#speed").SelectOptionAsync("400");
        await page.Button("Play").ClickAsync();
        await page.Says("position", "3, last 3");
        await Assertions.Expect(page.Button("Play")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Bodies_move_where_there_are_places()
    {
        var game = GameCatalog.Of("doorway", 4);
        var story = DeviationStory.Of(game, game.Mediator("lets-through"), DeviationClass.Swap, 1, new SeedStream(1));
        double[][] motion = [.. Enumerable.Range(0, 9).Select(t => new double[] { t * 0.1, 0.5, -t * 0.1, -0.5 })];
        story = story with
        {
            Scene = new DeviationScene([-2, -1, 4, 2], [[-0.1, 0.4, 0.2, 0.6]], 0.3, 2),
            Samples = [story.Samples[0] with { ObeyingMotion = motion, DeviatingMotion = motion }],
        };
        string path = Path.Combine(_folder, "scene.html");
        DeviationPage.Build(story).Save(path);
        await using var page = await chromium.OpenAsync(new Uri(path));
        var bodies = page.Page.Locator("#obeying svg.stage g");
        await Assertions.Expect(bodies).ToHaveCountAsync(2);
        await Assertions.Expect(bodies.First).ToHaveAttributeAsync("transform", "translate(0 -0.5)");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(bodies.First).ToHaveAttributeAsync("transform", "translate(0.2 -0.5)");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
