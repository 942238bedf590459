using CsCheck;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using Xunit;

namespace Forewarn.Learning.Tests.Reinforcement;

public sealed class ReplayBufferTests
{
    [Fact]
    public void A_snapshot_in_pieces_is_the_buffer() => Gen.Select(Gen.Int[1, 9], Gen.Int[0, 20], Gen.Int[1, 40]).Sample((capacity, added, piece) =>
    {
        using var folder = new TemporaryFolder();
        var buffer = new ReplayBuffer(capacity, 2, 1, piece);
        for (int i = 0; i < added; i++) buffer.Add([i, -i], [0.5f * i], i, [i + 1, -i - 1], i % 3 > 0);
        var writer = new SnapshotWriter();
        buffer.Save(writer);
        writer.Write(folder.File("replay"), new Dictionary<string, string>());
        var again = new ReplayBuffer(capacity, 2, 1, piece);
        using (var reader = SnapshotReader.Open(folder.File("replay"))) again.Load(reader);
        Assert.Equal(Math.Min(capacity, added), again.Count);
        // The next addition replaces the same row in both.
        buffer.Add([7, 7], [0], 0, [7, 7], true);
        again.Add([7, 7], [0], 0, [7, 7], true);
        TransitionBatch a = new(1, 2, 1) { Count = 1 }, b = new(1, 2, 1) { Count = 1 };
        for (int i = 0; i < again.Count; i++)
        {
            buffer.Copy(i, a, 0);
            again.Copy(i, b, 0);
            Assert.Equal(Row(a), Row(b));
        }
    }, iter: 100, threads: 1);

    private static float[] Row(TransitionBatch batch) =>
        [.. batch.States, .. batch.Actions, .. batch.NextStates, batch.Rewards[0], batch.Continues[0]];
}
