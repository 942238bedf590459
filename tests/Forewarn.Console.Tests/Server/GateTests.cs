using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

public sealed class GateTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("https://127.0.0.1:PORT", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:PORT.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:PORT", HttpStatusCode.OK)]
    public async Task Orders_come_from_own_pages_only(string? origin, HttpStatusCode status)
    {
        await using var console = await TestConsole.StartAsync();
        using HttpResponseMessage answer = await PostAsync(console, "commands/stop", "{}", origin?.Replace("PORT", $"{console.Port}", StringComparison.Ordinal));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? ["stop"] : [], console.Robot.Told);
    }

    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    public async Task A_name_that_somebody_else_controls_is_refused(string host, bool isKnown)
    {
        await using var console = await TestConsole.StartAsync();
        foreach (string path in (string[])["", "hello", "events", "decisions", "decisions/1", "decisions/1/pictures/front.png"])
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(console.Address, path));
            request.Headers.Host = $"{host}:{console.Port}";
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(isKnown ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Without_the_key_nothing_is_told_but_that_there_is_one()
    {
        await using var console = await TestConsole.StartAsync(with: o => o with { Key = "k" });
        using var client = new HttpClient();
        Assert.Equal("""{"isLetIn":false}""", await client.GetStringAsync(new Uri(console.Address, "hello")));
        foreach (string path in (string[])["events", "decisions", "decisions/1", "decisions/1/pictures/front.png", "decisions/1/films/0/front.png"])
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(console.Address, path));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        using HttpResponseMessage order = await PostAsync(console, "commands/enable", "{}", Origin(console));
        Assert.Equal(HttpStatusCode.Unauthorized, order.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Api-Key", "k");
        Assert.Contains("\"number\":1", await client.GetStringAsync(new Uri(console.Address, "decisions")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("commands/fly", "{}", HttpStatusCode.NotFound)]
    [InlineData("commands/none", "{}", HttpStatusCode.NotFound)]
    [InlineData("commands/robot", "{}", HttpStatusCode.NotFound)]
    [InlineData("commands/31", "{}", HttpStatusCode.NotFound)]
    [InlineData("commands/ask", "{", HttpStatusCode.BadRequest)]
    [InlineData("commands/ask", "[1, 2]", HttpStatusCode.BadRequest)]
    [InlineData("commands/ask", "LONG", HttpStatusCode.BadRequest)]
    [InlineData("commands/ask", "HUGE", HttpStatusCode.BadRequest)]
    [InlineData("commands/hold", "", HttpStatusCode.OK)]
    [InlineData("labels", "{}", HttpStatusCode.Conflict)]
    [InlineData("labels", """{"number":1,"left":0,"right":0,"better":"left"}""", HttpStatusCode.Conflict)]
    [InlineData("labels", """{"number":1,"left":0,"right":-1,"better":"left"}""", HttpStatusCode.Conflict)]
    [InlineData("labels", """{"number":99,"left":0,"right":1,"better":"left"}""", HttpStatusCode.Conflict)]
    [InlineData("labels", """{"number":1,"left":0,"right":1,"better":"up"}""", HttpStatusCode.Conflict)]
    [InlineData("labels/undo", "", HttpStatusCode.Conflict)]
    public async Task Nonsense_is_refused_in_words(string path, string body, HttpStatusCode status)
    {
        await using var console = await TestConsole.StartAsync();
        string sent = body == "LONG" ? $$"""{"wish":"{{new string('x', 501)}}"}""" : body == "HUGE" ? new string(' ', 100_000) : body;
        using HttpResponseMessage answer = await PostAsync(console, path, sent, Origin(console));
        Assert.Equal(status, answer.StatusCode);
        Assert.NotEqual("", (await answer.Content.ReadAsStringAsync()).Trim());
        Assert.Equal(0, console.Labels!.Count);
        Assert.DoesNotContain(console.Robot.Told, told => told.StartsWith("ask", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("decisions/99")]
    [InlineData("decisions/0")]
    [InlineData("decisions/99999999999999999999")]
    [InlineData("decisions/1/pictures/none.png")]
    [InlineData("decisions/1/pictures/..%2f..%2fx.png")]
    [InlineData("decisions/1/films/77/front.png")]
    [InlineData("nothing.js")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using var console = await TestConsole.StartAsync();
        using var client = new HttpClient();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(console.Address, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_runs_nothing_but_its_own_files_and_is_asked_for_again_only_when_changed()
    {
        await using var console = await TestConsole.StartAsync();
        using var client = new HttpClient();
        using HttpResponseMessage page = await client.GetAsync(console.Address);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        client.DefaultRequestHeaders.IfNoneMatch.Add(page.Headers.ETag!);
        using HttpResponseMessage again = await client.GetAsync(console.Address);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        string html = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    private static string Origin(TestConsole console) => $"http://127.0.0.1:{console.Port}";

    private static async Task<HttpResponseMessage> PostAsync(TestConsole console, string path, string body, string? origin)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(console.Address, path));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        return await client.SendAsync(request);
    }
}
