using Microsoft.Playwright;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

public sealed class PastTests(Chromium chromium)
{
    [Fact]
    public async Task The_arrows_go_back_and_forward_and_to_live_again()
    {
        await using var console = await TestConsole.StartAsync(decisions: 4);
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("position", "4 of 4");
        await Assertions.Expect(page.Button("Newer decision")).ToBeDisabledAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Says("decision-title", "Decision 2");
        await page.Says("connection", "Live, looking back");
        await page.Button("Older decision").ClickAsync();
        await page.Says("decision-title", "Decision 1");
        console.Robot.Decide(4);
        await page.Says("position", "2 of 5");
        await page.Says("decision-title", "Decision 1");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Says("decision-title", "Decision 2");
        await page.Page.Keyboard.PressAsync("l");
        await page.Says("decision-title", "Decision 4");
        console.Robot.Decide(5);
        await page.Says("decision-title", "Decision 5");
    }

    [Fact]
    public async Task A_past_decision_is_chosen_from_the_list()
    {
        await using var console = await TestConsole.StartAsync(decisions: 3);
        await using var page = await chromium.OpenAsync(console.Address);
        ILocator list = page.Page.Locator("#past button");
        await Assertions.Expect(list).ToHaveCountAsync(3);
        await list.Nth(2).ClickAsync();
        await page.Says("decision-title", "Decision 0");
        await Assertions.Expect(list.Nth(2)).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(list.Nth(0)).Not.ToHaveAttributeAsync("aria-current", "true");
        // A decision that comes now must not take the focus away.
        console.Robot.Decide(3);
        await Assertions.Expect(list).ToHaveCountAsync(4);
        await Assertions.Expect(list.Nth(3)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_no_longer_kept_leaves_the_list()
    {
        var robot = new ScriptedRobot { Decisions = new DecisionRing(TimeProvider.System, 3) };
        await using var console = await TestConsole.StartAsync(decisions: 3, robot: robot);
        await using var page = await chromium.OpenAsync(console.Address);
        // Pictures of a decision that went meanwhile.
        page.Expected = "404 (Not Found)";
        await Assertions.Expect(page.Page.Locator("#past button")).ToHaveCountAsync(3);
        for (int i = 3; i < 8; i++) robot.Decide(i);
        await page.Says("decision-title", "Decision 7");
        await Assertions.Expect(page.Page.Locator("#past button")).ToHaveCountAsync(3);
        await page.Says("position", "3 of 3");
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_and_stop_cannot()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("position", "4 of 4");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Says("decision-title", "Decision 2");
        await page.Page.GetByText("Keys", new() { Exact = true }).ClickAsync();
        await page.Page.GetByLabel("Letters and digits are shortcuts").UncheckAsync();
        await page.Page.Locator("#main").FocusAsync();
        await page.Page.Keyboard.PressAsync("l");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Says("decision-title", "Decision 1");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Says("now", "Stopped by a person.");
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#single-keys")).Not.ToBeCheckedAsync();
    }
}
