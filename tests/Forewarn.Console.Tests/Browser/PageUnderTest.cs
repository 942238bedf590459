using Microsoft.Playwright;

namespace Forewarn.Console.Tests;

/// <summary>A page that fails its test if it complains to its console, unless complaints are expected.</summary>
internal sealed class PageUnderTest : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public PageUnderTest(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") lock (_complaints) _complaints.Add(message.Text);
        };
        page.PageError += (_, fault) =>
        {
            lock (_complaints) _complaints.Add(fault);
        };
    }

    public IPage Page { get; }

    /// <summary>A part of a complaint that the test provokes.</summary>
    public string? Expected { get; set; }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    public Task IsLive() => Assertions.Expect(Page.Locator("#connection")).ToHaveClassAsync("fresh");

    public Task Says(string id, string text) => Assertions.Expect(Page.Locator("#" + id)).ToContainTextAsync(text);

    /// <summary>Presses a key of the label page, once the order before it is done: the page takes one at a time.</summary>
    public async Task KeyAsync(string key)
    {
        await Assertions.Expect(Page.Locator("#pair[aria-busy=true]")).ToHaveCountAsync(0);
        await Page.Keyboard.PressAsync(key);
    }

    public async Task ScreenshotAsync(string name)
    {
        string? folder = Environment.GetEnvironmentVariable("FOREWARN_SCREENSHOTS");
        if (folder is not null) await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        lock (_complaints) Assert.DoesNotContain(_complaints, c => Expected is null || !c.Contains(Expected, StringComparison.Ordinal));
    }
}
