using System.Text;
using Forewarn.Core;

namespace Forewarn.Steering.Tests;

public sealed class DecisionRecordTests
{
    private static readonly Dictionary<string, string> Models = new() { ["cup-policy"] = "ab12" };

    [Fact]
    public async Task ARecordComesBackBitExactly()
    {
        using var rig = new Rig();
        await rig.Decide("grasp zero");
        rig.Narrator = Fault.Throws;
        rig.Mix = [0, 0.5, 0.5, 0, 0, 0];
        // From the cache one mode may go without narration, at a log-probability of minus infinity.
        foreach (Decision decision in new[] { rig.Logged[0], await rig.Decide("grasp \"two\" ü\n", 1) })
        {
            string line = DecisionRecord.Of(decision, Models).ToJson();
            Assert.DoesNotContain('\n', line);
            Decision back = DecisionRecord.Parse(line).ToDecision();
            Assert.Equal(decision.Modes!.Values, back.Modes!.Values);
            Assert.Equal(decision.Modes.Mass, back.Modes.Mass);
            Assert.True(decision.Modes.Spec.Matches(back.Modes.Spec));
            Assert.Equal(decision.Scores, back.Scores);
            Assert.Equal(decision.Narrations, back.Narrations);
            Assert.Equal(decision.Guard!.Findings, back.Guard!.Findings);
            Assert.Equal(Plain(decision), Plain(back));
        }
    }

    [Fact]
    public async Task WhatAGuardForesawComesBackAndRecordsFromBeforeItAreReadAsTheyStand()
    {
        using var rig = new Rig();
        Decision decision = await rig.Decide();
        string before = DecisionRecord.Of(decision, Models).ToJson();
        Assert.DoesNotContain("foreseen", before);
        Assert.All(DecisionRecord.Parse(before).Findings!, f => Assert.Null(f.Foreseen));

        SafetyTrace[] traces =
        [
            new(PlanHazard.Doomed, -0.25f, 3, 0.1f, 0, 2, 4), new(PlanHazard.Failing, -0.5f, 4, -0.125f, 2, 0, 4), SafetyTrace.Unimagined,
        ];
        GuardFinding[] findings =
            [.. decision.Guard!.Findings.Select((f, k) => k < traces.Length ? f with { Foreseen = traces[k] } : f)];
        string line = DecisionRecord.Of(decision with { Guard = new(findings) }, Models).ToJson();
        Assert.Contains("\"hazard\":\"doomed\"", line);
        Assert.Contains("\"failureCheckAccepts\":true", line);
        Assert.Equal(findings, DecisionRecord.Parse(line).ToDecision().Guard!.Findings);
    }

    [Fact]
    public async Task ADecisionWithoutPlansHasARecordToo()
    {
        using var rig = new Rig { Proposer = Fault.Throws };
        Decision decision = await rig.Decide();
        Decision back = DecisionRecord.Parse(DecisionRecord.Of(decision, Models).ToJson()).ToDecision();
        Assert.Equal(Plain(decision), Plain(back));
    }

    [Fact]
    public async Task DamagedOrForeignLinesAreRefused()
    {
        using var rig = new Rig();
        DecisionRecord record = DecisionRecord.Of(await rig.Decide(), Models);
        Assert.Throws<ForewarnException>((record with { Modes = record.Modes! with { Sha256 = "00" } }).ToDecision);
        Assert.Throws<ForewarnException>((record with { Modes = record.Modes with { Values = "?" } }).ToDecision);
        string foreign = (record with { Format = "x" }).ToJson();
        foreach (string line in new[] { "", "{}", "null", "[1]", record.ToJson()[..50], foreign })
            Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => DecisionRecord.Parse(line)).ExitCode);
    }

    [Fact]
    public void TheDigestSeesEveryInput()
    {
        ObservationHistory history = Rig.History();
        Observation seen = history.Latest;
        ObservationHistory[] others =
        [
            Rig.History(0.11f),
            history with { Actions = [0f] },
            new([seen, seen], []),
            new(seen with { Stamp = TimeSpan.FromTicks(1) }),
            new(seen with { Images = [seen.Images[0] with { Rgb = [1, .. new byte[11]] }] }),
            new(seen with { Images = [seen.Images[0] with { Camera = "wrist" }] }),
            new(seen with { Images = [seen.Images[0] with { Height = 1, Width = 4 }] }),
        ];
        Assert.Equal(InputDigest.Of(history), InputDigest.Of(Rig.History()));
        Assert.Equal(64, InputDigest.Of(history).Length);
        Assert.Equal(others.Length + 1, others.Append(history).Select(InputDigest.Of).Distinct().Count());
    }

    [Theory]
    [InlineData("grasp two")]
    [InlineData("grasp five")]
    public async Task AReplayAgreesBitForBit(string wish)
    {
        using var rig = new Rig();
        DecisionRecord record = DecisionRecord.Parse(DecisionRecord.Of(await rig.Decide(wish, 3), Models).ToJson());
        ReplayComparison report = await Replay(rig, Models).ReplayAsync(record, Rig.History());
        Assert.Empty(report.Differences);
        Assert.True(report.Complete);
        Assert.Single(rig.Dispatched);
    }

    [Fact]
    public async Task AReplayNamesWhatDiffers()
    {
        using var rig = new Rig();
        DecisionRecord record = DecisionRecord.Of(await rig.Decide(), Models);
        async Task Finds(
            string what, DecisionRecord changed, ObservationHistory? history = null,
            Dictionary<string, string>? models = null)
        {
            DecisionReplay replay = Replay(rig, models ?? Models);
            ReplayComparison report = await replay.ReplayAsync(changed, history ?? Rig.History());
            Assert.Contains(report.Differences, d => d.StartsWith(what));
        }
        await Finds("observation digest", record, Rig.History(0.3f));
        await Finds("modes", record with { SeedKey = new('7', 16) });
        await Finds("model 'cup-policy'", record, models: new() { ["cup-policy"] = "cd34" });
        await Finds("chosen", record with { Chosen = 3 });
        await Finds("scores", record with { Scores = [.. record.Scores.Select(Math.BitIncrement)] });
        Narration[] others = [.. record.Narrations.Select(n => n with { Text = n.Text + "." })];
        await Finds("narrations", record with { Narrations = others });
        await Finds("modes", record with { Modes = record.Modes! with { Sha256 = "00" } });
    }

    [Fact]
    public async Task ALowerRungIsReplayedForItsModesOnly()
    {
        using var rig = new Rig { Reader = Fault.Late };
        DecisionRecord record = DecisionRecord.Of(await rig.Decide(), Models);
        Assert.Equal(Rung.HeaviestSafeMode, record.Rung);
        rig.Reader = Fault.None;
        ReplayComparison report = await Replay(rig, Models).ReplayAsync(record, Rig.History());
        Assert.True(report.Agrees);
        Assert.False(report.Complete);
    }

    [Fact]
    public async Task TheLogWritesEveryDecisionAsALine()
    {
        using var rig = new Rig();
        string path = Path.Combine(Directory.CreateTempSubdirectory("forewarn").FullName, "new", "decisions.jsonl");
        for (int run = 0; run < 2; run++)
        {
            await using var log = new JsonLinesDecisionLog(path, Models);
            for (int i = 0; i < 5; i++) log.Append(await rig.Decide(index: 5 * run + i), Rig.History());
        }
        string[] lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), lines.Select(l => DecisionRecord.Parse(l).Index));
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(path))!, true);
    }

    [Fact]
    public async Task AStuckDiskNeverBlocksAndDropsAreCounted()
    {
        using var rig = new Rig();
        Decision decision = await rig.Decide();
        using var disk = new StuckStream();
        var log = new JsonLinesDecisionLog(disk, Models, capacity: 4);
        for (int i = 0; i < 100; i++) log.Append(decision, Rig.History());
        Assert.InRange(log.Dropped, 95, 96);
        disk.Free.Set();
        await log.DisposeAsync();
        Assert.Equal(100 - log.Dropped, disk.Lines);
        log.Append(decision, Rig.History());
        Assert.True(log.Dropped > 95);
    }

    private static DecisionReplay Replay(Rig rig, Dictionary<string, string> models) =>
        new(rig.Parts, rig.Options, models, rig.Time);

    /// <summary>The members that record equality can compare.</summary>
    private static Decision Plain(Decision decision) =>
        decision with { Modes = null, Narrations = [], Scores = [], Guard = null };

    private sealed class StuckStream : Stream
    {
        public ManualResetEventSlim Free { get; } = new();

        public int Lines { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => Free.Wait();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Free.Wait();
            Lines += Encoding.UTF8.GetString(buffer, offset, count).Count(c => c == '\n');
        }
    }
}
