using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Inverse.Deployment;

/// <summary>
/// What failing means, and how a body moves: enough to compute its tube. The margin is about the world, so it carries over from body to body where
/// a learned constraint does not.
/// </summary>
/// <param name="Name">As in <see cref="DynamicsSignature.Margin"/>.</param>
/// <param name="Margin">l at a state, above 0 outside of the failure set.</param>
/// <param name="Dynamics">Of the deployed body.</param>
/// <param name="Grid">Over the states of the signature, in their order.</param>
/// <param name="Options">Long enough a horizon, and a scheme whose zero level certifies.</param>
/// <param name="Allowance">States of a value up to this are forbidden too: for the grid's error and the time between two decisions.</param>
public sealed record FailureMargin(
    string Name, Func<double[], double> Margin, IAffineDynamics Dynamics, Grid Grid, AvoidOptions Options, double Allowance = 0)
{
    /// <summary>The tube's value for the deployed body.</summary>
    /// <exception cref="ForewarnException">Another failure, other states or controls than deployed, or a first-order scheme.</exception>
    internal GridValue Solve(DynamicsSignature deployed, CancellationToken cancel)
    {
        deployed.Validate();
        Require(Name == deployed.Margin, "failure margin", Name, deployed.Margin);
        Require(Grid.Axes.Select(a => a.Name).SequenceEqual(deployed.States), "grid axes", string.Join(", ", Grid.Axes.Select(a => a.Name)),
            string.Join(", ", deployed.States));
        var own = Dynamics.Controls.Select(b => $"{b}").Order(StringComparer.Ordinal).ToArray();
        var wanted = deployed.Controls.Values.Select(b => $"{b}").Order(StringComparer.Ordinal).ToArray();
        Require(own.SequenceEqual(wanted), "control bounds", string.Join(", ", own), string.Join(", ", wanted));
        var value = AvoidSolver.Solve(Grid, Dynamics, Margin, Options, cancel: cancel);
        Require(value.Certifies, "scheme", $"{value.Scheme}", "one of higher order: first order is optimistic on thin tips");
        return value;

        static void Require(bool holds, string thing, string found, string wanted)
        {
            if (!holds) throw ForewarnException.Of($"{thing} of a recomputed constraint", found, wanted, "Give the margin of the deployed body.", ExitCode.Usage);
        }
    }
}
