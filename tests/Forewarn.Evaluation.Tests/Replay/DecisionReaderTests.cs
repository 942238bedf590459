using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Messages;
using Forewarn.Recording;
using Forewarn.Steering;
using Message = Forewarn.Messages.ForewarnMsgs;

namespace Forewarn.Evaluation.Tests.Replay;

public sealed class DecisionReaderTests : IDisposable
{
    private readonly string _folder = SyntheticStudy.NewFolder();

    private string Bag => Path.Combine(_folder, "bag");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_decision_comes_back_as_it_was_with_what_it_saw()
    {
        using var run = new RecordedRun(Bag);
        run.Begin("steering:\n  modes: 6\n");
        foreach (string wish in (string[])["take the handle", "take the rim", "take the zebra", "take it at rim-right"]) await run.Decide(run.Decided.Count, wish);
        run.Dispose();
        using var bag = BagReader.Open(Bag);
        var reader = new DecisionReader(bag);
        Assert.Equal(4, reader.Count);
        var session = reader.Session()!;
        Assert.Equal((RecordedRun.Seed, "steering:\n  modes: 6\n"), (session.Seed, session.Config));
        Assert.Equal(RecordedRun.Models, session.Models);
        var read = reader.Decisions().ToArray();
        Assert.Equal(4, read.Length);
        foreach (var (recorded, (decision, history)) in read.Zip(run.Decided))
        {
            // As text it is everything, bit for bit.
            Assert.Equal(DecisionRecord.Of(decision, RecordedRun.Models).ToJson(), DecisionRecord.Of(recorded.Decision, recorded.Session!.Models).ToJson());
            Assert.Equal(InputDigest.Of(history), InputDigest.Of(recorded.History!));
            Assert.Equal("/forewarn", recorded.Node);
            Assert.Null(recorded.Happened);
        }
    }

    [Fact]
    public async Task What_happened_is_the_last_that_was_told_about_the_scene()
    {
        using var run = new RecordedRun(Bag);
        run.Begin();
        run.Tell(0, "miss");
        await run.Decide(0, "take the handle");
        run.Tell(0, "miss");
        run.Tell(0, "handle");
        run.Tell("no JSON");
        run.Tell("""{"scene":"zero"}""");
        // The next scene begins before the next decision: that it was not touched yet says nothing about this one.
        run.Tell(1, "miss");
        await run.Decide(1, "take the rim");
        run.Tell(1, "rim-left");
        run.Dispose();
        Assert.Equal(["handle", "rim-left"], Read().Select(d => d.Happened!.Mode));
    }

    [Fact]
    public async Task Episodes_in_a_row_tell_their_scene_when_it_is_over()
    {
        using var run = new RecordedRun(Bag);
        run.Begin();
        for (int scene = 0; scene < 3; scene++)
        {
            await run.Decide(scene, "take the handle");
            run.Tell(scene, scene == 1 ? "rim-right" : "handle");
        }
        run.Dispose();
        Assert.Equal(["handle", "rim-right", "handle"], Read().Select(d => d.Happened!.Mode));
    }

    [Fact]
    public async Task Lost_messages_leave_their_part_out_and_nothing_is_mixed()
    {
        using var run = new RecordedRun(Bag);
        await run.Decide(0, "take the handle");
        var lost = run.Decided[0].Decision with { Index = 7 };
        run.PutAt("/forewarn/verdict", RosBridge.DecisionMessages.Verdict(lost with { Index = 6 }, 0), QosProfile.Latched);
        run.PutAt("/forewarn/decision", RosBridge.DecisionMessages.Of(lost, 0), QosProfile.Latched);
        run.Dispose();
        var read = Read();
        Assert.Null(read[0].Session);
        Assert.NotNull(read[0].History);
        Assert.Equal(7, read[1].Decision.Index);
        Assert.Null(read[1].History);
        Assert.Null(read[1].Decision.Modes);
        Assert.Empty(read[1].Decision.Narrations);
    }

    [Fact]
    public async Task Of_several_nodes_one_must_be_named()
    {
        using (var left = new RecordedRun(Bag, "/left/forewarn"))
        {
            await left.Decide(0, "take the handle");
            left.PutAt("/right/forewarn/decision", RosBridge.DecisionMessages.Of(left.Decided[0].Decision with { Index = 3 }, 0), QosProfile.Latched);
        }
        using var bag = BagReader.Open(Bag);
        Assert.Contains("--node", Assert.Throws<ForewarnException>(() => new DecisionReader(bag)).Message, StringComparison.Ordinal);
        Assert.Contains("/up", Assert.Throws<ForewarnException>(() => new DecisionReader(bag, "/up")).Message, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(new DecisionReader(bag, "/left/forewarn").Decisions()).Decision.Index);
        Assert.Equal(3, Assert.Single(new DecisionReader(bag, "/right/forewarn").Decisions()).Decision.Index);
    }

    [Fact]
    public void A_bag_without_decisions_and_a_malformed_message_are_told()
    {
        using (var run = new RecordedRun(Bag)) run.Tell(0, "handle");
        using (var bag = BagReader.Open(Bag))
            Assert.Contains(Message.Decision.Type.Name, Assert.Throws<ForewarnException>(() => new DecisionReader(bag)).Message, StringComparison.Ordinal);
        var assembler = new DecisionAssembler("/forewarn");
        Assert.Throws<ForewarnException>(() => assembler.Take(Message.Decision.Type.Name, 0, [0, 1, 0, 0, 9]));
    }

    private RecordedDecision[] Read()
    {
        using var bag = BagReader.Open(Bag);
        return [.. new DecisionReader(bag).Decisions()];
    }
}
