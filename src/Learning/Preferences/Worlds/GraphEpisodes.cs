using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>Episodes of a <see cref="DecisionGraph"/> as REFUEL plays them: a state is the index of a decision.</summary>
/// <param name="first">Probability of answer 0 at each decision, <c>[S]</c>.</param>
public sealed class GraphEpisodes(DecisionGraph graph, double[] first) : IResettableEpisodes<int, int>
{
    public int Start(SeedStream seed) => 0;

    public int Answer(int state, SeedStream seed) => seed.NextDouble() < first[state] ? 0 : 1;

    public (int Next, bool Over, double Reward) Execute(int state, int answer, SeedStream seed)
    {
        int next = graph.Next[state][answer];
        return (next, next < 0, graph.Pay[state][answer]);
    }
}
