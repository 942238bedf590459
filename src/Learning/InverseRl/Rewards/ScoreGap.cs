using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>Monte Carlo estimate of how much better one network denoises than the other, over K evenly spaced times.</summary>
internal sealed class ScoreGap
{
    private readonly ScorePairOptions _options;
    private readonly StateDiffusion _diffusion;
    private readonly RewardColumns _columns;
    private readonly int[] _times, _slots = new int[NoiseNet.Piece];
    private readonly float[] _states, _noise, _noisy, _first, _second;

    /// <param name="times">The grid lies among the first so many times of the diffusion.</param>
    public ScoreGap(ScorePairOptions options, StateDiffusion diffusion, int times, RewardColumns columns)
    {
        (_options, _diffusion, _columns) = (options, diffusion, columns);
        _times = [.. Enumerable.Range(0, options.RewardTimes).Select(k => (int)((long)k * times / options.RewardTimes))];
        int size = NoiseNet.Piece * columns.Width;
        (_states, _noise, _noisy, _first, _second) = (new float[size], new float[size], new float[size], new float[size], new float[size]);
    }

    /// <summary>Call after either network changed.</summary>
    public void Tabulate(NoiseNet expert, NoiseNet learner)
    {
        expert.Tabulate(_times);
        learner.Tabulate(_times);
    }

    /// <summary>Which of the K times row <paramref name="row"/> of <paramref name="rows"/> meets in turn <paramref name="turn"/>.</summary>
    public static int Slot(bool stratified, int turn, int row, int rows, int times) =>
        stratified ? turn : (int)(((long)turn * rows + row) % times);

    /// <summary>Writes minus the cost of every row, <c>[B]</c>.</summary>
    public void Write(NoiseNet expert, NoiseNet learner, TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        int width = _columns.Width;
        rewards[..batch.Count].Clear();
        for (int from = 0; from < batch.Count; from += NoiseNet.Piece)
        {
            int rows = Math.Min(NoiseNet.Piece, batch.Count - from), size = rows * width;
            _columns.Write(batch, from, _states.AsSpan(0, size));
            for (int k = 0; k < _times.Length; k++)
            {
                Diffuse(k, from, rows, batch.Count, seed);
                var slots = _slots.AsSpan(0, rows);
                expert.Estimate(_noisy.AsSpan(0, size), slots, _first);
                learner.Estimate(_noisy.AsSpan(0, size), slots, _second);
                AddDifference(rewards.Slice(from, rows), width);
            }
        }
    }

    private void Diffuse(int turn, int from, int rows, int all, SeedStream seed)
    {
        int width = _columns.Width, size = rows * width;
        var noise = _noise.AsSpan(0, size);
        if (_options.Antithetic && turn % 2 == 1) System.Numerics.Tensors.TensorPrimitives.Negate(noise, noise);
        else NormalNoise.Fill(noise, seed);
        for (int b = 0; b < rows; b++)
        {
            int slot = _slots[b] = Slot(_options.Stratified, turn, from + b, all, _times.Length);
            float signal = _diffusion.Signal(_times[slot]), spread = _diffusion.Noise(_times[slot]);
            for (int i = b * width; i < (b + 1) * width; i++) _noisy[i] = signal * _states[i] + spread * noise[i];
        }
    }

    /// <summary>Minus the difference of squared errors, as <c>(e_L - e_E) (e_L + e_E - 2 e)</c>: nearly equal estimates keep their digits.</summary>
    private void AddDifference(Span<float> rewards, int width)
    {
        float scale = 1f / (width * _times.Length);
        for (int b = 0; b < rewards.Length; b++)
        {
            float sum = 0;
            for (int i = b * width; i < (b + 1) * width; i++)
                sum += (_second[i] - _first[i]) * (_second[i] + _first[i] - 2 * _noise[i]);
            rewards[b] += sum * scale;
        }
    }
}
