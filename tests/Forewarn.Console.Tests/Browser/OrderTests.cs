using Microsoft.Playwright;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

public sealed class OrderTests(Chromium chromium)
{
    private const string Question = "Which do you mean: (1) lifts the mug by the handle. or (2) lifts the mug by the left rim.?";

    [Fact]
    public async Task A_wish_is_typed_and_sent_with_enter()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.IsLive();
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("pick it up l by the rim");
        await page.Page.Keyboard.PressAsync("Enter");
        await Told(console, "ask pick it up l by the rim");
        await Assertions.Expect(page.Page.GetByLabel("What should the robot do?")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_earlier_wish_is_taken_up_again()
    {
        await using var console = await TestConsole.StartAsync();
        console.Robot.Decide(9, wish: "the left rim, please");
        await using var page = await chromium.OpenAsync(console.Address);
        await Assertions.Expect(page.Page.Locator("#wishes li")).ToHaveTextAsync(["the left rim, please", "by the handle, please"]);
        await page.Button("by the handle, please").ClickAsync();
        await page.Button("Ask").ClickAsync();
        await Told(console, "ask by the handle, please");
    }

    [Fact]
    public async Task A_question_is_answered_by_its_options()
    {
        await using var console = await TestConsole.StartAsync();
        Asks(console);
        await using var page = await chromium.OpenAsync(console.Address);
        await Assertions.Expect(page.Region("The robot asks")).ToContainTextAsync(Question);
        await Assertions.Expect(page.Page.Locator("#options button")).ToHaveTextAsync(
            ["1. lifts the mug by the handle.", "2. lifts the mug by the left rim.", "3. knocks over the mug."]);
        await page.Button("2. lifts the mug by the left rim.").ClickAsync();
        await Told(console, "answer 8 2");
        console.Robot.Stands(s => s with { Question = null, QuestionOf = -1 });
        await Assertions.Expect(page.Region("The robot asks")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_question_is_answered_in_words()
    {
        await using var console = await TestConsole.StartAsync();
        Asks(console);
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByLabel("Or answer in your own words").FillAsync("the red part");
        await page.Button("Answer").ClickAsync();
        await Told(console, "answer 8 the red part");
    }

    [Fact]
    public async Task Hold_and_enable_follow_what_holds()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await Assertions.Expect(page.Button("Enable")).ToBeDisabledAsync();
        await page.Button("Hold").ClickAsync();
        await Told(console, "hold");
        await Assertions.Expect(page.Button("Hold")).ToBeDisabledAsync();
        await page.Says("now", "Held. Enable lets it go on.");
        await page.Button("Enable").ClickAsync();
        await Told(console, "enable");
        await Assertions.Expect(page.Button("Enable")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Escape_stops_whatever_has_the_focus()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.IsLive();
        await page.Page.GetByLabel("What should the robot do?").FocusAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Told(console, "stop");
        await page.Says("now", "Stopped by a person.");
        await page.Page.GotoAsync(console.Address + "#label");
        await page.Page.Keyboard.PressAsync("Escape");
        await Told(console, "stop", times: 2);
        await page.Button("Stop").ClickAsync();
        await Told(console, "stop", times: 3);
    }

    [Fact]
    public async Task Stop_stays_in_sight()
    {
        await using var console = await TestConsole.StartAsync();
        await using var page = await chromium.OpenAsync(console.Address);
        await page.IsLive();
        await page.Page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        await Assertions.Expect(page.Button("Stop")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        await using var console = await TestConsole.StartAsync();
        console.Robot.Refusal = "The node is not configured.";
        await using var page = await chromium.OpenAsync(console.Address);
        page.Expected = "409 (Conflict)";
        await page.Button("Hold").ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The node is not configured." })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_nothing_can_be_ordered_nothing_is_offered()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { Commands = null });
        await using var page = await chromium.OpenAsync(console.Address);
        await page.Says("line", "mode 2");
        await Assertions.Expect(page.Region("Wish")).ToBeHiddenAsync();
        await Assertions.Expect(page.Button("Stop")).ToBeHiddenAsync();
    }

    private static void Asks(TestConsole console)
    {
        console.Robot.Decide(8, question: Question);
        console.Robot.Stands(s => s with { Question = Question, QuestionOf = 8 });
    }

    private static async Task Told(TestConsole console, string order, int times = 1)
    {
        for (int wait = 0; wait < 300 && console.Robot.Told.Count(t => t == order) < times; wait++) await Task.Delay(100);
        Assert.Equal(times, console.Robot.Told.Count(t => t == order));
    }
}
