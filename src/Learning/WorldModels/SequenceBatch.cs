using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// One drawn batch of whole episodes: closed sequences first, then open ones of which only the first
/// <see cref="Context"/> frames are seen.
/// </summary>
internal sealed class SequenceBatch
{
    private readonly EpisodeTensors episodes;
    private readonly long[] rows;
    private readonly Tensor index;

    public SequenceBatch(EpisodeTensors episodes, int[] training, WorldModelOptions options, SeedStream seed)
    {
        this.episodes = episodes;
        Closed = options.ClosedSequences;
        Size = options.ClosedSequences + options.OpenSequences;
        rows = [.. Enumerable.Range(0, Size).Select(_ => (long)training[seed.Next(training.Length)])];
        index = tensor(rows);
        Context = seed.NextDouble() < options.SingleFrameChance ? 1 : 2 + seed.Next(2);
        Context = Math.Min(Context, episodes.Frames);
        int decoded = Math.Min(options.DecodedFrames, episodes.Frames);
        DecodedTimes = tensor([.. Enumerable.Range(0, decoded)
            .Select(k => (long)((k + seed.NextDouble()) * episodes.Frames / decoded))]);
        States = episodes.States.index_select(0, index);
        Actions = episodes.Actions.index_select(0, index);
    }

    /// <summary>Sequences seen throughout.</summary>
    public int Closed { get; }

    /// <summary>All sequences <c>B</c>.</summary>
    public int Size { get; }

    /// <summary>Frames the open sequences see.</summary>
    public int Context { get; }

    /// <summary>Frames to decode, int64 <c>[D]</c>.</summary>
    public Tensor DecodedTimes { get; }

    /// <summary>Physical, <c>[B, F, S]</c>.</summary>
    public Tensor States { get; }

    /// <summary>Physical, <c>[B, F, rows * A]</c>.</summary>
    public Tensor Actions { get; }

    private int Open => Size - Closed;

    /// <summary>
    /// Every picture somebody sees, <c>[closed * F + open * context, C, R, R]</c>: sequence by sequence.
    /// </summary>
    public Tensor SeenImages() => cat([
        episodes.Images.index_select(0, index.narrow(0, 0, Closed)).flatten(0, 1),
        episodes.Images.narrow(1, 0, Context).index_select(0, index.narrow(0, Closed, Open)).flatten(0, 1)]);

    /// <summary>The states that go with <see cref="SeenImages"/>.</summary>
    public Tensor SeenStates() => cat([
        States.narrow(0, 0, Closed).flatten(0, 1), States.narrow(0, Closed, Open).narrow(1, 0, Context).flatten(0, 1)]);

    /// <summary>
    /// Cuts rows that go with <see cref="SeenImages"/> into <c>[closed, F, ..]</c> and <c>[open, context, ..]</c>.
    /// </summary>
    public (Tensor Closed, Tensor Open) Split(Tensor seen)
    {
        int frames = episodes.Frames;
        return (seen.narrow(0, 0, Closed * frames).view(Closed, frames, -1),
            seen.narrow(0, Closed * frames, Open * Context).view(Open, Context, -1));
    }

    /// <summary>Pictures at <see cref="DecodedTimes"/>, <c>[B * D, 6, R, R]</c>.</summary>
    public Tensor DecodedImages() => 
        episodes.Images.narrow(2, 0, 6).index_select(0, index).index_select(1, DecodedTimes).flatten(0, 1);

    /// <summary>
    /// Episode of each seen frame, time by time: all sequences while the context lasts, then the closed ones.
    /// </summary>
    public long[] SeenEpisodes()
    {
        var seen = new List<long>();
        for (int t = 0; t < episodes.Frames; t++) seen.AddRange(t < Context ? rows : rows[..Closed]);
        return [.. seen];
    }
}
