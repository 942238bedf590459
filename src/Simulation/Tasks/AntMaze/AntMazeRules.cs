using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;
using Forewarn.Simulation.Tasks.Locomotion;

namespace Forewarn.Simulation.Tasks.AntMaze;

/// <summary>Rules of <see cref="AntMazeTask"/>.</summary>
internal sealed class AntMazeRules : TaskRules
{
    private const double SuccessRadius = 0.5;

    private static readonly StartNoise s_noise = new(ResetNoise.UniformAndNormal, 0.1);

    private readonly MazeLayout _maze;

    public AntMazeRules(AntMazeTask task, MujocoData data)
        : base(data)
    {
        _maze = task.Maze;
        StateSize = data.Model.Nq + data.Model.Nv + 2;
        var (x, y) = _maze.Center(_maze.Goal);
        Memory = [x, y]; // the goal, m
    }

    public override int StateSize { get; }

    public override void Reset(SeedStream seed)
    {
        s_noise.Apply(Data, seed);
        var (x, y) = _maze.Center(_maze.Goal);
        Memory[0] = Math.Max(0, x + seed.Uniform(0, 1) + seed.Uniform(0, 0.5));
        Memory[1] = Math.Max(0, y + seed.Uniform(0, 1) + seed.Uniform(0, 0.5));
    }

    public override (double Reward, bool Terminated) Judge(ReadOnlySpan<double> control)
    {
        double dx = Data.Qpos[0] - Memory[0], dy = Data.Qpos[1] - Memory[1];
        bool reached = Math.Sqrt(dx * dx + dy * dy) <= SuccessRadius;
        return (reached ? 1 : 0, reached);
    }

    public override void Sense(Span<double> state) => Put(Memory, Put(Data.Qvel, Put(Data.Qpos, state)));
}
