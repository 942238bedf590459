using System.Text.Json;
using Deque.AxeCore.Commons;
using Forewarn.Core;
using Microsoft.Playwright;

namespace Forewarn.Console.Tests;

/// <summary>With a keyboard, a screen reader, a small screen, in the dark.</summary>
public sealed class AccessTests(Chromium chromium)
{
    private const string Question = "Which do you mean: (1) by the handle or (2) by the rim?";

    public static TheoryData<string, ColorScheme, int> Views => new()
    {
        { "", ColorScheme.Light, 1280 }, { "", ColorScheme.Dark, 1280 }, { "", ColorScheme.Light, 360 },
        { "#label", ColorScheme.Light, 1280 }, { "#label", ColorScheme.Dark, 360 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task An_automatic_audit_finds_nothing(string view, ColorScheme scheme, int width)
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, view, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await page.Page.EvaluateAsync(new BundledAxeScriptProvider().GetScript());
        JsonElement found = (await page.Page.EvaluateAsync(
            "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.html} ${n.failureSummary}`).join(' | ')}`)"))!.Value;
        await page.ScreenshotAsync($"{(view.Length == 0 ? "watch" : "label")}-{scheme}-{width}".ToLowerInvariant());
        Assert.Empty(found.EnumerateArray().Select(v => v.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#label")]
    public async Task A_phone_scrolls_one_way_only(string view)
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, view, new() { ViewportSize = new() { Width = 360, Height = 640 } });
        Assert.Equal(360, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        string[] small = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('button,input,nav a')].filter(e => e.offsetParent).map(e => [e, e.getBoundingClientRect()])"
            + ".filter(([e, r]) => r.height < 24 || r.width < 20 || r.right > 360).map(([e]) => e.id || e.textContent)");
        Assert.DoesNotContain(small, s => s != "single-keys");
    }

    [Fact]
    public async Task Every_control_has_a_name_and_a_role()
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, "");
        string tree = await page.Page.Locator("body").AriaSnapshotAsync();
        foreach (string line in (string[])
        [
            "link \"Skip to the decision\"", "banner:", "heading \"Forewarn\" [level=1]", "status: Live", "navigation \"Views\":", "link \"Watch\"",
            "link \"Label\"", "group \"Orders to the robot\":", "button \"Stop\"", "button \"Hold\"", "button \"Enable\" [disabled]", "main:",
            "region \"Decision 3\":", "group \"Go through the decisions\":", "button \"Older decision\"", "button \"Newer decision\" [disabled]",
            "button \"Follow live\" [pressed]", "region \"What the robot sees\":", "group \"Camera\":", "button \"front\" [pressed]",
            "img \"Picture of camera front, with the tool paths of 3 plans\"", "region \"The robot asks\":", "button \"1. lifts the mug by the handle.\"",
            "textbox \"Or answer in your own words\"", "button \"Answer\"", "region \"Wish\":", "textbox \"What should the robot do?\"", "button \"Ask\"",
            "region \"Modes and what they would lead to\":", "meter \"Fits the wish: 70 %\"", "region \"Now\":",
            "region \"How long decisions took\":", "region \"Past decisions\":", "contentinfo:",
        ]) Assert.Contains(line, tree, StringComparison.Ordinal);
        string[] nameless = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('button,a,input')].map(e => [e, e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length])"
            + ".filter(([, name]) => !name).map(([e]) => e.outerHTML)");
        Assert.Empty(nameless);
    }

    [Fact]
    public async Task Tab_reaches_everything_in_reading_order_and_shows_where_it_is()
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, "");
        var visited = new List<string>();
        for (int i = 0; i < 40; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            string[] at = await page.Page.EvaluateAsync<string[]>(
                "(() => { const e = document.activeElement, s = getComputedStyle(e); return e === document.body ? ['', '', '']"
                + " : [e.id || e.dataset.camera || e.textContent.trim(), s.outlineStyle, s.outlineWidth]; })()");
            if (visited.Contains(at[0]) || at[0] == "") break;
            Assert.Equal((at[0], "solid", "3px"), (at[0], at[1], at[2]));
            visited.Add(at[0]);
        }
        string[] wanted = ["go-live", "go-label", "stop", "hold", "older", "latest", "front", "wrist", "answer", "wish", "ask", "past"];
        Assert.Equal(wanted, visited.Where(wanted.Contains));
        Assert.Equal("Skip to the decision", visited[0]);
        Assert.Contains("1. lifts the mug by the handle.", visited);
        Assert.Contains("As a table", visited);
    }

    [Fact]
    public async Task A_decision_is_announced_once()
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, "");
        await page.Page.EvaluateAsync("() => { window.said = []; new MutationObserver(m => said.push(document.getElementById('line').textContent))"
            + ".observe(document.getElementById('line'), { childList: true, subtree: true, characterData: true }); }");
        console.Robot.Stands(s => s with { Question = null, Queued = 3 });
        console.Robot.Decide(4, chosen: 2);
        await page.Says("line", "knocks over the mug.");
        for (int i = 0; i < 8; i++)
        {
            console.Robot.Stands(s => s with { Queued = s.Queued + 1 });
            await Task.Delay(150);
        }
        Assert.Single(await page.Page.EvaluateAsync<string[]>("window.said"));
        Assert.Equal("polite", await page.Page.Locator("#line").GetAttributeAsync("aria-live"));
    }

    [Fact]
    public async Task Motion_rests_where_it_is_not_wanted()
    {
        await using var console = await StartAsync();
        await using var page = await OpenAsync(console, "", new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal("0s", await page.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#stop')).transitionDuration"));
    }

    private static async Task<TestConsole> StartAsync()
    {
        var console = await TestConsole.StartAsync(decisions: 3);
        console.Robot.Decide(3, question: Question);
        console.Robot.Stands(s => s with
        {
            Rung = Rung.Hold, Reason = "asks", Question = Question, QuestionOf = 3, Queued = 12, Tick = new(1234, 2, 0.2, 0.6, 21),
            Rungs = new Dictionary<Rung, long> { [Rung.Steered] = 3, [Rung.Hold] = 1 }, Lines = new Dictionary<string, string> { ["camera front"] = "good" },
        });
        return console;
    }

    private async Task<PageUnderTest> OpenAsync(TestConsole console, string view, BrowserNewContextOptions? options = null)
    {
        var page = await chromium.OpenAsync(new Uri(console.Address + view), options);
        await page.IsLive();
        await page.Says("decision-title", "Decision 3");
        if (view.Length == 0) await Assertions.Expect(page.Page.Locator("#options button")).ToHaveCountAsync(3);
        else await page.Says("label-task", "3 pairs");
        return page;
    }
}
