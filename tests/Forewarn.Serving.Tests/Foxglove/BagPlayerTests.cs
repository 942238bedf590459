using Forewarn.Core;
using Forewarn.Messages;
using Forewarn.Recording;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Serving.Tests;

/// <summary>A bag of a joint message every 100 ms, 20 of them, and a decision at the beginning, played on a virtual clock.</summary>
public sealed class BagPlayerTests : IAsyncDisposable
{
    private const long Step = 100_000_000;
    private const int Count = 20;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"forewarn-player-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<(uint Topic, long Time)> _seen = [];
    private readonly List<FoxgloveFrame> _state = [];
    private readonly FoxgloveServer _server;
    private readonly FoxgloveClient _client;
    private BagReader? _bag;
    private Task _playing = Task.CompletedTask;

    public BagPlayerTests()
    {
        using (var writer = new BagWriter(_folder))
        {
            int decision = writer.Open(RobotTopics.Decisions), joints = writer.Open(RobotTopics.Joints);
            writer.Write(decision, RobotTopics.Time, RobotTopics.Time, RobotTopics.OneDecision());
            for (int i = 0; i < Count; i++)
                writer.Write(joints, RobotTopics.Time + i * Step, RobotTopics.Time, RobotTopics.JointState());
        }
        _server = new FoxgloveServer(new(), _clock);
        _client = _server.Join(FoxgloveProtocol.Sdk);
    }

    [Fact]
    public async Task It_waits_for_a_listener_and_plays_in_time()
    {
        BagPlayer player = Begin(new());
        await RunAsync(TimeSpan.FromSeconds(1), 10);
        Assert.Equal((FoxglovePlaybackStatus.Paused, RobotTopics.Time), (player.State.Status, player.State.Time));
        Subscribe();
        await UntilAsync(() => _seen.Count >= 2);
        long begun = Elapsed;
        while (_seen.Count < Count + 1)
        {
            int before = _seen.Count;
            await UntilAsync(() => _seen.Count > before);
            // A turn of the player, and one of this loop, may lie between a message's time and its coming.
            Assert.InRange((Elapsed - begun) * 1e-9, (before - 1) * 0.1 - 0.04, (before - 1) * 0.1 + 0.06);
        }
        Assert.Equal(Enumerable.Range(0, Count).Select(i => RobotTopics.Time + i * Step), TimesOf("/joint_states"));
        await UntilAsync(() => player.State.Status == FoxglovePlaybackStatus.Ended);
        Assert.Equal(RobotTopics.Time + (Count - 1) * Step, player.State.Time);
    }

    [Fact]
    public async Task It_pauses_seeks_and_plays_faster()
    {
        BagPlayer player = Begin(new() { Rate = 2 });
        Subscribe();
        await UntilAsync(() => TimesOf("/joint_states").Count() >= 5);
        Assert.Equal(FoxglovePlaybackStatus.Paused, player.Control(new(IsPlaying: false, Rate: 2)).Status);
        await RunAsync(TimeSpan.FromSeconds(0.1), 5);
        int before = _seen.Count;
        await RunAsync(TimeSpan.FromSeconds(5), 20);
        Assert.Equal(before, _seen.Count);

        // A jump shows at once what was last said before it, of every topic.
        _seen.Clear();
        var jumped = player.Control(new(IsPlaying: false, Rate: 4, Seek: RobotTopics.Time + 15 * Step - 1));
        Assert.Equal(new(FoxglovePlaybackStatus.Paused, RobotTopics.Time + 15 * Step - 1, 4, DidSeek: true), jumped);
        await UntilAsync(() => _seen.Count == 2);
        Assert.Equal([RobotTopics.Time + 14 * Step], TimesOf("/joint_states"));
        Assert.Equal([RobotTopics.Time], TimesOf("/forewarn/decision"));

        player.Control(new(IsPlaying: true, Rate: float.NaN));
        Assert.Equal(4, player.State.Rate);
        long begun = Elapsed;
        await UntilAsync(() => player.State.Status == FoxglovePlaybackStatus.Ended);
        Assert.InRange((Elapsed - begun) * 1e-9, 0.1 - 0.04, 0.1 + 0.15);
        Assert.Equal(Enumerable.Range(14, 6).Select(i => RobotTopics.Time + i * Step), TimesOf("/joint_states"));

        // Playing on at the end begins anew.
        _seen.Clear();
        Assert.True(player.Control(new(IsPlaying: true, Rate: 4)).DidSeek);
        await UntilAsync(() => TimesOf("/joint_states").Count() == Count);
    }

    [Fact]
    public async Task It_loops_on_request()
    {
        Begin(new() { Rate = 10, Loops = true });
        Subscribe();
        await UntilAsync(() => TimesOf("/joint_states").Count() >= 2 * Count + 5);
        Assert.Equal(2, TimesOf("/joint_states").Take(2 * Count).Count(time => time == RobotTopics.Time));
    }

    [Fact]
    public void What_cannot_be_played_is_refused()
    {
        using var bag = BagReader.Open(_folder);
        foreach (float rate in (float[])[0, -1, float.NaN, 1e9f])
            Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => new BagPlayer(bag, _server, new() { Rate = rate }, _clock)).ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _playing;
        }
        catch (OperationCanceledException)
        {
        }
        _bag?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private long Elapsed => _clock.GetTimestamp() * (1_000_000_000 / _clock.TimestampFrequency);

    private BagPlayer Begin(BagPlayerOptions options)
    {
        _bag = BagReader.Open(_folder);
        var player = new BagPlayer(_bag, _server, options, _clock);
        _playing = player.RunAsync(_end.Token);
        return player;
    }

    private void Subscribe() =>
        _client.Handle("""{"op":"subscribe","subscriptions":[{"id":1,"channelId":1},{"id":2,"channelId":2}]}"""u8.ToArray(), isText: true);

    private IEnumerable<long> TimesOf(string topic) =>
        _seen.Where(one => _server.Channels.Find(one.Topic)!.Topic.Name == topic).Select(one => one.Time).ToList();

    private async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 20_000; i++)
        {
            Assert.False(_playing.IsFaulted, _playing.Exception?.ToString());
            Read();
            if (condition()) return;
            await RunAsync(TimeSpan.FromMilliseconds(4), 1);
        }
        Assert.Fail("it did not come to that");
    }

    /// <summary>Lets time pass in steps, with a breath for the player at each.</summary>
    private async Task RunAsync(TimeSpan time, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _clock.Advance(time / steps);
            await Task.Delay(1);
            Read();
        }
    }

    private void Read()
    {
        while (_client.Outbox.TryTakeMessage(out SharedFrame frame, out FoxgloveSubscription to))
        {
            _seen.Add((to.Channel.Id, frame.Time));
            frame.Release();
        }
        _state.Clear();
        _client.TellState(_state);
    }
}
