using Forewarn.Core;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;
using Forewarn.Verifier.Tests.Decoders;
using Forewarn.Verifier.Tests.Hub;

namespace Forewarn.Verifier.Tests.Chat;

public sealed class ChatImageNarratorTests : IDisposable
{
    private const int Steps = 5, Answer = 6;

    private static readonly ChatQuestions s_questions = new("what?", "{wish}? {options}");

    private readonly HubModelFolder _folder = new(TinyLayout.All[0]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public async Task A_narration_is_the_greedy_answer_behind_the_pictures_of_the_plan(bool patches, int pictures)
    {
        var tiny = new TinyVision(patches);
        tiny.Save(_folder);
        using var decoder = HubDecoder.Open(_folder.Path);
        using var vision = HubVision.Open(_folder.Path, decoder.Model.Width);
        var world = new PaintedWorld();
        using var narrator = new ChatImageNarrator(decoder, vision, world, s_questions, pictures, Answer, camera: 1);
        var rollout = Rollout(3);
        var narrations = await narrator.NarrateAsync(rollout, default);
        Assert.Equal(3 * pictures, world.Decoded);

        // The same by hand, a plan at a time and without a cache across tokens.
        int tokens = patches ? 4 : TinyVision.TileTokens;
        var words = decoder.Model.Tokenizer;
        int[] prompt = [.. words.EncodePrompt("<begin><u>" + string.Concat(Enumerable.Repeat("<image>", pictures * tokens)) + "what?</u><a>")];
        using var alone = DecoderCache.Of(decoder.Model, TinyDecoder.Reach);
        for (int k = 0; k < 3; k++)
        {
            float[] rows = [.. Enumerable.Range(1, pictures).Select(i => i * Steps / pictures - 1)
                .SelectMany(step => tiny.Rows(PaintedWorld.Paint(rollout.Mode(k)[step * 2], 1), patches ? 8 : TinyVision.Side, patches ? 8 : TinyVision.Side)).Select(v => (float)v)];
            List<int> said = [];
            while (said.Count < Answer && (said.Count == 0 || said[^1] != 0))
            {
                int[] ids = [.. prompt, .. said];
                var target = alone.Next(ids.Length);
                alone.Embed(ids, ids.Length, target, default);
                rows.CopyTo(target[(Array.IndexOf(prompt, 1) * TinyDecoder.Width)..]);
                said.Add(LogSoftmax.ArgMax(alone.Run(0, ids.Length, default)[^HubModelFolder.Vocabulary..]));
            }
            Assert.Equal(words.Decode(said).Trim(), narrations[k].Text);
        }
        Assert.True(narrations.Select(n => n.Text).Distinct().Count() > 1, "the pictures do not reach the answers");
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_in_one_message()
    {
        new TinyVision(false).Save(_folder);
        using var decoder = HubDecoder.Open(_folder.Path);
        using var vision = HubVision.Open(_folder.Path, decoder.Model.Width);
        Assert.Contains("pictures need a model that was made for them",
            Refusal(() => new ChatImageNarrator(decoder, vision, new PaintedWorld(), s_questions with { PlanToken = "<begin>" })));
        using var many = new ChatImageNarrator(decoder, vision, new PaintedWorld(), s_questions, pictures: Steps + 1);
        Assert.Contains($"{Steps} steps", (await Assert.ThrowsAsync<ForewarnException>(async () => await many.NarrateAsync(Rollout(1), default))).Message);
        using var longest = new ChatImageNarrator(decoder, vision, new PaintedWorld(), s_questions, pictures: 1, most: TinyDecoder.Reach);
        Assert.Contains("tokens of question", (await Assert.ThrowsAsync<ForewarnException>(async () => await longest.NarrateAsync(Rollout(1), default))).Message);
    }

    [Fact]
    public void A_template_that_writes_one_picture_where_there_are_two_is_refused()
    {
        new TinyVision(false).Save(_folder);
        _folder.Change("tokenizer_config.json", c => c["chat_template"] = "<image>{{ messages[0].role }}");
        using var decoder = HubDecoder.Open(_folder.Path);
        using var vision = HubVision.Open(_folder.Path, decoder.Model.Width);
        Assert.Contains("1 times the token 1 in a question about 2 pictures",
            Refusal(() => new ChatImageNarrator(decoder, vision, new PaintedWorld(), s_questions, pictures: 2)));
    }

    private static string Refusal(Func<object> make) => Assert.Throws<ForewarnException>(make).Message;

    private static LatentRollout Rollout(int count)
    {
        var values = new float[count * Steps * 2];
        new SeedStream(12).FillNormal(values);
        return new(values, new float[count * Steps], count, Steps, 2);
    }

    /// <summary>Paints a latent's first number; the second camera sees other colors than the first.</summary>
    private sealed class PaintedWorld : IWorldModel
    {
        public int Decoded { get; private set; }

        public static CameraFrame Paint(float value, int camera) => TinyVision.Picture((ulong)(1000 + (long)(100 * value)) * 2 + (ulong)camera, 8, 8);

        public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel)
        {
            Decoded += rollout.Count * rollout.Steps;
            return new(new DecodedFrames([.. Enumerable.Range(0, rollout.Count).Select(k => (IReadOnlyList<IReadOnlyList<CameraFrame>>)
                [.. Enumerable.Range(0, rollout.Steps).Select(t => (IReadOnlyList<CameraFrame>)[.. Enumerable.Range(0, 2).Select(c => Paint(rollout.Mode(k)[t * 2], c))])])]));
        }

        public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) => throw new NotSupportedException();

        public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline) =>
            throw new NotSupportedException();
    }
}
