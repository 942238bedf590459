using Forewarn.Core;
using Forewarn.Verifier.Hub;

namespace Forewarn.Verifier.Chat;

/// <summary>
/// Shows a language model pictures of each imagined plan, as the world model decodes them, and asks what will happen: the baseline that
/// reads pictures where <see cref="ChatNarrator"/> reads latents. The pictures are spread evenly over the plan and end with its last step.
/// </summary>
public sealed class ChatImageNarrator : INarrator, IDisposable
{
    private readonly HubDecoder _decoder;
    private readonly HubVision _vision;
    private readonly IWorldModel _world;
    private readonly ChatPrompt _prompt;
    private readonly int _pictures, _most, _camera;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private RowQuestion? _question;

    /// <param name="decoder">The caller keeps and disposes it, as the two below.</param>
    /// <param name="world">Decodes the rollouts that are narrated.</param>
    /// <param name="pictures">Pictures of each plan, at least 1.</param>
    /// <param name="most">Most tokens of a narration.</param>
    /// <param name="camera">Which of the world model's cameras.</param>
    /// <exception cref="ForewarnException">The vision graph is not the decoder's, or the model's template does not serve.</exception>
    public ChatImageNarrator(HubDecoder decoder, HubVision vision, IWorldModel world, ChatQuestions questions, int pictures = 4, int most = 40, int camera = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures, 1);
        (_decoder, _vision, _world, _pictures, _most, _camera) = (decoder, vision, world, pictures, most, camera);
        if (vision.Width != decoder.Model.Width)
            throw ForewarnException.Of("vision graph", $"rows of width {vision.Width}", $"{decoder.Model.Width} as in '{decoder.Language.Folder}'",
                "Take vision graph and decoder from one model.", ExitCode.Usage);
        _prompt = new(decoder.Language, questions, 1);
        _ = _prompt.Pictures(pictures, 1);
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The world model cannot decode, has fewer steps than pictures are wanted, or the question is too long.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        if (rollout.Steps < _pictures)
            throw ForewarnException.Of("rollout", $"{rollout.Steps} steps", $"at least {_pictures}, one for each picture", "Show fewer pictures.", ExitCode.Usage);
        var frames = (await _world.DecodeAsync(Shown(rollout), deadline).ConfigureAwait(false)).Frames;
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            var first = frames[0][0][_camera];
            int tokens = _vision.Tokens(first.Height, first.Width), size = tokens * _vision.Width;
            var question = Question(tokens);
            var rows = new float[rollout.Count * _pictures * size];
            for (int i = 0; i < rollout.Count * _pictures; i++)
                _vision.Read(frames[i / _pictures][i % _pictures][_camera], rows.AsSpan(i * size, size), deadline);
            return question.Ask(rollout.Count, rows, deadline);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _question?.Dispose();
        _turn.Dispose();
    }

    /// <summary>The steps that become pictures: decoding is the dear part.</summary>
    private LatentRollout Shown(LatentRollout rollout)
    {
        var (values, spread) = (new float[rollout.Count * _pictures * rollout.Size], new float[rollout.Count * _pictures]);
        for (int i = 0; i < spread.Length; i++)
        {
            int step = (i % _pictures + 1) * rollout.Steps / _pictures - 1, from = i / _pictures * rollout.Steps + step;
            rollout.Values.AsSpan(from * rollout.Size, rollout.Size).CopyTo(values.AsSpan(i * rollout.Size));
            spread[i] = rollout.Disagreement[from];
        }
        return new(values, spread, rollout.Count, _pictures, rollout.Size);
    }

    private RowQuestion Question(int tokens)
    {
        if (_question?.Rows == _pictures * tokens) return _question;
        _question?.Dispose();
        _question = null;
        var (ids, places) = _prompt.Pictures(_pictures, tokens);
        return _question = new(_decoder.Model, ids, places, _decoder.Language.Ends(), _most);
    }
}
