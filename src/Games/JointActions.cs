using Forewarn.Core;

namespace Forewarn.Games;

/// <summary>Numbering of joint actions: agent 0's action is the most significant digit.</summary>
public sealed class JointActions
{
    private readonly int[] _weights;

    /// <param name="counts">Actions of every agent, each at least 1.</param>
    /// <exception cref="ForewarnException">No agent, an agent without actions, or too many joint actions to number.</exception>
    public JointActions(params ReadOnlySpan<int> counts)
    {
        if (counts.Length == 0) throw Bad("no agent", "at least one");
        Counts = [.. counts];
        _weights = new int[counts.Length];
        long count = 1;
        for (int i = counts.Length - 1; i >= 0; i--)
        {
            if (counts[i] < 1) throw Bad($"agent {i} with {counts[i]} actions", "at least one action each");
            _weights[i] = (int)count;
            count *= counts[i];
            if (count > int.MaxValue) throw Bad("more joint actions than can be numbered", $"at most {int.MaxValue}");
        }
        Count = (int)count;
    }

    /// <summary>Actions of every agent, <c>[m]</c>.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Number of agents, <c>m</c>.</summary>
    public int Agents => Counts.Count;

    /// <summary>Number of joint actions, <c>A</c>.</summary>
    public int Count { get; }

    /// <summary>Action of one agent in a joint action.</summary>
    public int Of(int joint, int agent) => joint / _weights[agent] % Counts[agent];

    /// <summary>How far apart joint actions are numbered that differ by one in the action of this agent.</summary>
    internal int Stride(int agent) => _weights[agent];

    /// <summary>The joint action in which one agent does something else.</summary>
    public int With(int joint, int agent, int action) => joint + (action - Of(joint, agent)) * _weights[agent];

    /// <summary>Number of a joint action.</summary>
    /// <param name="actions">Action of every agent, <c>[m]</c>.</param>
    public int At(params ReadOnlySpan<int> actions)
    {
        Shape.Require("joint action", actions.Length, ("m", Agents));
        int joint = 0;
        for (int i = 0; i < actions.Length; i++)
        {
            if (actions[i] < 0 || actions[i] >= Counts[i]) throw Bad($"action {actions[i]} of agent {i}", $"0 to {Counts[i] - 1}");
            joint += actions[i] * _weights[i];
        }
        return joint;
    }

    private static ForewarnException Bad(string found, string wanted) =>
        ForewarnException.Of("joint actions", found, wanted, "Correct the game.", ExitCode.Usage);
}
