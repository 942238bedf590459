using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Where preferences go in a circle no reward ranks the answers; the reward of an answer is then how often it is preferred to the present
/// policy's own (Swamy et al. 2024). The first two samples of a prompt are scored against its others.
/// </summary>
/// <remarks>
/// Use it with <see cref="SamplePairing.FirstTwo"/>. Only the AVERAGE of the policies converges to the minimax winner; the last one goes
/// round it, unless a KL to the reference holds it.
/// </remarks>
/// <param name="perPrompt">Samples of each prompt, side by side; 3 or more.</param>
/// <param name="preferred">
/// Share in 0..1 in which the sample of the first row is preferred to that of the second; both belong to one prompt.
/// </param>
public sealed class SelfPlayReward(int perPrompt, Func<SampleBatch, int, int, double> preferred) : ISampleReward
{
    /// <returns><c>[B]</c>: win rates of the first two of every prompt, one half for their opponents, which are not compared.</returns>
    /// <exception cref="ForewarnException">Fewer than three samples per prompt, or a batch of others than whole prompts.</exception>
    public double[] Score(SampleBatch samples)
    {
        if (perPrompt < 3)
            throw ForewarnException.Of("per_prompt", $"{perPrompt}", "3 or more for self-play", "Two are compared, the others oppose them.", ExitCode.Usage);
        if (samples.Count % perPrompt != 0)
            throw ForewarnException.Of("samples", $"{samples.Count}", $"a multiple of {perPrompt}", "Score whole prompts.");
        var scores = new double[samples.Count];
        Array.Fill(scores, 0.5);
        for (int start = 0; start < scores.Length; start += perPrompt)
            for (int side = start; side < start + 2; side++)
            {
                double wins = 0;
                for (int opponent = start + 2; opponent < start + perPrompt; opponent++) wins += preferred(samples, side, opponent);
                scores[side] = wins / (perPrompt - 2);
            }
        return scores;
    }
}
