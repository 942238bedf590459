using Microsoft.Playwright;
using Forewarn.Core;

namespace Forewarn.Console.Tests;

public sealed class WatchingTests(Chromium chromium)
{
    [Fact]
    public async Task The_latest_decision_is_shown_with_everything_that_led_to_it()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("line", "steered: mode 2, lifts the mug by the left rim. (20 %)");
        await page.Says("facts", "mode 2 fits the wish with 0.70");
        await page.Says("facts", "by the handle, please");
        ILocator modes = page.Region("Modes and what they would lead to").Locator("li.mode");
        await Assertions.Expect(modes).ToHaveCountAsync(3);
        await Assertions.Expect(modes.Nth(0)).ToContainTextAsync("lifts the mug by the handle.");
        await Assertions.Expect(modes.Nth(0)).ToContainTextAsync("70 %");
        await Assertions.Expect(modes.Nth(0)).ToContainTextAsync("way out 0.42 at state 7 of 20");
        await Assertions.Expect(modes.Nth(1)).ToContainTextAsync("chosen");
        await Assertions.Expect(modes.Nth(1)).ToContainTextAsync("guard: safe, unimagined");
        await Assertions.Expect(modes.Nth(2)).ToContainTextAsync("guard: z_m 0.01 in row 12 is below 0.02");
        await Assertions.Expect(page.Page.Locator("#scene polyline.path")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Page.Locator("#scene .chosen polyline.path")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.GetByAltText("Picture of camera front, with the tool paths of 3 plans")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("#latency rect.stage-0")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Imagined_pictures_are_made_only_for_who_looks()
    {
        await using var console = await TestConsole.StartAsync();
        Assert.Equal(0, console.World.Imagined);
        await using var page = await chromium.OpenAsync(console.Address);
        ILocator film = page.Page.GetByAltText("What is imagined of mode 1, 6 pictures of camera front: lifts the mug by the handle.");
        await film.ScrollIntoViewIfNeededAsync();
        // Six pictures of eight pixels each.
        await Assertions.Expect(film).ToHaveJSPropertyAsync("naturalWidth", 48);
        await page.Button("wrist").ClickAsync();
        await Assertions.Expect(page.Page.GetByText("This camera has no calibration")).ToBeVisibleAsync();
        await Assertions.Expect(page.Button("wrist")).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(1, console.World.Imagined);
    }

    [Fact]
    public async Task Films_that_take_long_leave_the_line_free_for_a_stop()
    {
        await using var console = await TestConsole.StartAsync();
        console.World.Gate.Reset();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("line", "mode 2");
        var waiting = new HashSet<IRequest>();
        page.Page.Request += (_, request) =>
        {
            lock (waiting) if (request.Url.Contains("/films/", StringComparison.Ordinal)) waiting.Add(request);
        };
        // A film of a decision that is no longer looked at is given up.
        page.Page.RequestFailed += (_, request) =>
        {
            lock (waiting) waiting.Remove(request);
        };
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Says("decision-title", "Decision 2");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Says("now", "Stopped by a person.");
        for (int i = 0; i < 50 && Waiting() > 1; i++) await Task.Delay(20);
        Assert.InRange(Waiting(), 0, 1);
        console.World.Gate.Set();
        await Assertions.Expect(page.Page.Locator("#modes img.film").Nth(2)).ToHaveJSPropertyAsync("naturalWidth", 48);

        int Waiting()
        {
            lock (waiting) return waiting.Count;
        }
    }

    [Fact]
    public async Task A_world_model_that_fails_costs_the_pictures_and_nothing_else()
    {
        await using var console = await TestConsole.StartAsync();
        console.World.Fault = "package 'cup-world': found no graph 'decode'";
        await using var page = await chromium.OpenAsync(console.Address);
        page.Expected = "500 (Internal Server Error)";
        await Assertions.Expect(page.Page.GetByText("Pictures of what was imagined are not available.").First).ToBeVisibleAsync();
        await page.Says("line", "mode 2");
    }

    [Fact]
    public async Task New_decisions_and_states_come_by_themselves()
    {
        await using var console = await TestConsole.StartAsync(decisions: 0);
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("line", "No decision yet.");
        console.Robot.Decide(7);
        await page.Says("decision-title", "Decision 7");
        console.Robot.Stands(s => s with
        {
            Rung = Rung.Steered, Reason = "executes", Queued = 17, Tick = new(900, 1, 0.1, 0.4, 3), Wish = "by the rim", WishState = "Executing",
        });
        await page.Says("now", "executes");
        await page.Says("status", "17");
        await page.Says("status", "900, 1 missed, worst 3.0 ms late");
        await page.Says("status", "“by the rim” (executing)");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Img, new() { NameRegex = new("Rows queued: now 17") })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_figures_behind_the_chart_are_a_table()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByText("As a table").ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Row, new() { Name = "total 115.0 114.0 115.0" })).ToBeVisibleAsync();
        console.Robot.Decide(4);
        await page.Says("decision-title", "Decision 4");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Table)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Words_of_models_are_never_markup()
    {
        var robot = new ScriptedRobot();
        robot.Decide(0, wish: "<img src=x onerror=alert(1)>");
        await using var console = await TestConsole.StartAsync(0, robot: robot);
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("facts", "<img src=x onerror=alert(1)>");
        await Assertions.Expect(page.Page.Locator("#facts img")).ToHaveCountAsync(0);
    }
}
