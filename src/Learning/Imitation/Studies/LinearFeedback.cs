using Forewarn.Simulation;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary><c>u = -(k_1 s_1 + .. + k_S s_S)</c> within [-1, 1], one action.</summary>
internal sealed class LinearFeedback(IReadOnlyList<double> gains) : IController
{
    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        double u = 0;
        for (int c = 0; c < gains.Count; c++) u -= gains[c] * state[c];
        action[0] = (float)Math.Clamp(u, -1, 1);
    }
}
