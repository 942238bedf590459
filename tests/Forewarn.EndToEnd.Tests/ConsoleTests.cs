using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Forewarn.Cli.CommandLine;

namespace Forewarn.EndToEnd.Tests;

/// <summary>The web console of the real programs, over its own interface.</summary>
public sealed class ConsoleTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-console-").FullName;
    private readonly List<Process> _started = [];
    private readonly HttpClient _client = new() { Timeout = s_patience };

    [Fact]
    public async Task A_recording_is_looked_at_asked_another_wish_and_labeled()
    {
        Process made = Start(["steer", "--wish", "pick up the mug by the handle", "-n", "2", "--record", At("bag"), "steering.deadline_ms=60000"]);
        await made.StandardOutput.ReadToEndAsync();
        Uri console = await AddressAsync(Start(["replay", At("bag"), "--console", "0", "--labels", At("labels.jsonl")]));

        JsonElement list = await GetAsync(console, "decisions");
        Assert.Equal(2, list.GetArrayLength());
        JsonElement first = await GetAsync(console, "decisions/1");
        int chosen = first.GetProperty("chosen").GetInt32();
        JsonElement mode = first.GetProperty("modes")[chosen];
        Assert.Contains("handle", mode.GetProperty("narration").GetString(), StringComparison.Ordinal);
        Assert.Equal(40, mode.GetProperty("paths").GetProperty("front").GetArrayLength());
        Assert.StartsWith("handle", first.GetProperty("happened").GetString(), StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await _client.GetByteArrayAsync(new Uri(console, $"decisions/1/films/{chosen}/front.png")))[..4]);

        JsonElement reply = await OrderAsync(console, "commands/ask", new { wish = "pick up the mug by its rim", about = 1 });
        JsonElement again = await GetAsync(console, $"decisions/{reply.GetProperty("number").GetInt64()}");
        Assert.Equal(1, again.GetProperty("about").GetInt64());
        Assert.Contains("rim", again.GetProperty("modes")[again.GetProperty("chosen").GetInt32()].GetProperty("narration").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.GetProperty("modes").GetArrayLength(), again.GetProperty("modes").GetArrayLength());

        await OrderAsync(console, "labels", new { number = 1, left = 0, right = 1, better = "left" });
        using var label = JsonDocument.Parse(Assert.Single(File.ReadAllLines(At("labels.jsonl"))));
        Assert.Equal("pick up the mug by the handle", label.RootElement.GetProperty("prompt").GetProperty("task").GetString());
        Assert.StartsWith("cup-policy@", label.RootElement.GetProperty("policy_id").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_is_asked_stopped_held_and_enabled()
    {
        Uri console = await AddressAsync(Start(["node", "--autostart", "--no-record", "--console", "0"], ("FOREWARN_ROS_TRANSPORT", "inproc")));
        await UntilAsync(console, s => s.GetProperty("lines").TryGetProperty("lifecycle", out var l) && l.GetString() == "Active");
        await OrderAsync(console, "commands/ask", new { wish = "grab the rim" });
        await UntilAsync(console, s => s.GetProperty("wish").GetString() == "grab the rim");
        await OrderAsync(console, "commands/stop", new { });
        await UntilAsync(console, s => s.GetProperty("isStopped").GetBoolean() && s.GetProperty("hold").GetString() == "EmergencyStop");
        await OrderAsync(console, "commands/enable", new { });
        await UntilAsync(console, s => !s.GetProperty("isStopped").GetBoolean() && !s.GetProperty("isHeld").GetBoolean());
        await OrderAsync(console, "commands/hold", new { });
        await UntilAsync(console, s => s.GetProperty("isHeld").GetBoolean() && !s.GetProperty("isStopped").GetBoolean());
        using HttpResponseMessage answer = await PostAsync(console, "commands/answer", new { decision = 3, answer = "1" });
        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Contains("no question is open", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_a_console_wants_a_key()
    {
        Process refused = Start(["node", "--no-record", "--console", "0", "--console-host", "0.0.0.0"], ("FOREWARN_ROS_TRANSPORT", "inproc"));
        Assert.Contains("--console-key-file", await refused.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await refused.WaitForExitAsync();
        Assert.Equal(2, refused.ExitCode);
    }

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string file) => Path.Combine(_folder, file);

    private Process Start(string[] words, params (string Name, string Value)[] variables)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "forewarn.dll");
        var info = new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder, Environment = { [Home.Variable] = Home.Find().Root },
        };
        foreach (var (name, value) in variables) info.Environment[name] = value;
        Process process = Process.Start(info)!;
        _started.Add(process);
        return process;
    }

    /// <summary>Reads on afterwards, so that the program never waits for a full pipe.</summary>
    private static async Task<Uri> AddressAsync(Process process)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("console: ", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new Uri(line["console: ".Length..]);
        }
        throw new InvalidOperationException(await errors);
    }

    private Task<JsonElement> GetAsync(Uri console, string path) => _client.GetFromJsonAsync<JsonElement>(new Uri(console, path));

    private async Task<HttpResponseMessage> PostAsync(Uri console, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(console, path)) { Content = JsonContent.Create(body) };
        request.Headers.Add("Origin", console.GetLeftPart(UriPartial.Authority));
        return await _client.SendAsync(request);
    }

    private async Task<JsonElement> OrderAsync(Uri console, string path, object body)
    {
        using HttpResponseMessage answer = await PostAsync(console, path, body);
        var reply = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(reply.GetProperty("accepted").GetBoolean(), reply.GetProperty("message").GetString());
        return reply;
    }

    /// <summary>Follows the states as a page does, until one is as wanted.</summary>
    private async Task UntilAsync(Uri console, Func<JsonElement, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using Stream stream = await _client.GetStreamAsync(new Uri(console, "events"), patience.Token);
        using var reader = new StreamReader(stream);
        string last = "";
        while (!patience.IsCancellationRequested && await LineAsync(reader, patience.Token) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;
            using var state = JsonDocument.Parse(last = line[6..]);
            if (state.RootElement.GetProperty("status") is { ValueKind: JsonValueKind.Object } status && isWanted(status)) return;
        }
        Assert.Fail($"the last state was {last}");
    }

    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken patience)
    {
        try
        {
            return await reader.ReadLineAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
