using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Lab.Imitation;
using Forewarn.Lab.Training;

namespace Forewarn.Lab.Verbs;

/// <summary><c>train</c>: one subcommand per model.</summary>
internal sealed class TrainVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("train all --minutes 90", "every cup model from nothing, in slices: run it again to go on"),
        new("train baselines --folder runs/cup", "what FOREWARN is compared with, from the models of train all"),
        new("train verifier", "the verifier's text stage; needs no data"),
        new("train verifier --data D --latents L --from RUN", "the joint stage, which learns to narrate"),
        new("train eye --data data/scenes", "the policy's perception, about two minutes"),
        new("train policy --data data/demos --scenes data/scenes --eye runs/...", "the diffusion policy, about a minute"),
        new("train policy --data lerobot/demos --scenes data/scenes --eye runs/...", "the same from a LeRobot data set"),
        new("train world-model --data data/play --minutes 20", "the world model, for twenty minutes"),
        new("train world-model --data data/play --resume runs/...", "go on where it stopped, bit by bit as if it never had"),
        new("train sac --env hopper-v4 --steps 300000 --hidden 64,64", "an expert by the task's own reward"),
        new("train sac --resume runs/...", "go on where it stopped, with everything it was started with"),
    ];

    public Command Define(Session session) => new("train", "Train one of the models; every run gets a folder of its own.")
    {
        new EyeTrainingCommand(session).Define(),
        new PolicyTrainingCommand(session).Define(),
        new WorldTrainingCommand(session).Define(),
        new VerifierTrainingCommand(session).Define(),
        new ClassifierTrainingCommand(session).Define(),
        new AllTrainingCommand(session).Define(),
        new BaselineTrainingCommand(session).Define(),
        new PolicySearchCommand(session).Define(),
    };
}
