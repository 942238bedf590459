using System.CommandLine;
using Forewarn.Cli.CommandLine;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach</c>: from which states failure is inevitable, and for which bodies that holds.</summary>
internal sealed class ReachVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("reach solve --picture tube.png", "a car and a disc, 61 x 61 x 60 points, compared with the closed form"),
        new("reach solve turn_rad_s=2.5 radius_m=0.4 --out tube.fwv", "a more agile car; the value function is kept"),
        new("reach solve --system double-integrator --grid 201x201 --json wall.json", "braking before a wall, a finer grid"),
        new("reach solve --system air3d --scheme weno3 --threads 2", "pursuit and evasion, which has no closed form"),
        new("reach query tube.fwv --at 0.9,0.1,3.14 --at 0.6,0,3.14", "value, gradient, best control and verdict of two states"),
        new("reach transfer tube.fwv dubins:turn_rad_s=3", "may the tube guard a car that turns at 3 rad/s? exit code 1 if not"),
        new("reach transfer learned.json deployed.json", "the same of two signatures"),
        new("reach orders --json orders.json", "how fast errors fall with finer grids, scheme by scheme"),
    ];

    public Command Define(Session session) => new("reach", """
        States from which failure is inevitable.
        solve computes the value of an avoid problem on a grid: the least margin that the best control cannot prevent. Where it is
        0 or less, the state is in the backward reachable tube. query asks a kept value function, transfer judges whether one may
        guard another body, orders measures the schemes.
        """)
    {
        new ReachSolveCommand().Define(session), new ReachQueryCommand().Define(session), new ReachTransferCommand().Define(session),
        new ReachOrdersCommand().Define(session),
    };
}
