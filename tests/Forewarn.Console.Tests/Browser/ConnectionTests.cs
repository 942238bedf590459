using Microsoft.Playwright;

namespace Forewarn.Console.Tests;

public sealed class ConnectionTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_says_that_its_server_is_gone_and_finds_it_again()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        page.Expected = "net::ERR";
        await page.IsLive();
        await console.DownAsync();
        await page.Says("connection", "No connection");
        await page.Says("alert", "The server does not answer. What you see is of");
        await Assertions.Expect(page.Page.Locator("body")).ToHaveClassAsync("stale");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Says("alert", "STOP WAS NOT DELIVERED");

        var robot = new ScriptedRobot();
        robot.Decide(70);
        console.Replace(robot);
        await console.UpAsync();
        await page.IsLive();
        await page.Says("decision-title", "Decision 70");
        await Assertions.Expect(page.Page.Locator("#past button")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator("#alert")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_robot_that_hangs_is_told_apart_from_a_server_that_does()
    {
        var robot = new ScriptedRobot { IsHanging = true };
        await using var console = await TestConsole.StartAsync(robot: robot);
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("status", "the robot's process hangs");
        await page.IsLive();
    }

    [Fact]
    public async Task A_key_lets_in_who_knows_it()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { Key = "open sesame" });
        await using var page = await chromium.OpenAsync(console.Address);
        page.Expected = "401 (Unauthorized)";
        await Assertions.Expect(page.Page.GetByLabel("Key", new() { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(page.Region("Modes and what they would lead to")).ToBeHiddenAsync();
        await page.Page.Keyboard.TypeAsync("guess");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Says("login-fault", "This is not the key.");
        await page.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("open sesame");
        await page.Button("Enter").ClickAsync();
        await page.Says("decision-title", "Decision 3");
        await page.Button("Hold").ClickAsync();
        await page.Says("now", "Held.");
    }

    [Fact]
    public async Task Two_pages_see_the_same()
    {
        await using var console = await TestConsole.StartAsync();
        await using var one = await chromium.OpenAsync(console.Address);
        await using var other = await chromium.OpenAsync(console.Address);
        await one.Says("decision-title", "Decision 3");
        await other.Says("decision-title", "Decision 3");
        Assert.Equal(2, console.Module.Pages);
        await one.Button("Stop").ClickAsync();
        await other.Says("now", "Stopped by a person.");
    }
}
