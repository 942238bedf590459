using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Lab.Imitation;
using Forewarn.Lab.Training;
using Forewarn.Learning.InverseRl.Methods;

namespace Forewarn.Lab.Verbs;

/// <summary><c>train</c>: one subcommand per model or method.</summary>
internal sealed class TrainVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("train all --minutes 90", "every cup model from nothing, in slices: run it again to go on"),
        new("train baselines --folder runs/cup", "what FOREWARN is compared with, from the models of train all"),
        new("train verifier", "the verifier's text stage; needs no data"),
        new("train verifier --data D --latents L --from RUN", "the joint stage, which learns to narrate"),
        new("train align --model SmolVLM --data D --latents L", "a language model from elsewhere learns to read latents: first a projector"),
        new("train align --model SmolVLM --data D --latents L --from RUN", "then adapters in the model"),
        new("train eye --data data/scenes", "the policy's perception, about two minutes"),
        new("train policy --data data/demos --scenes data/scenes --eye runs/...", "the diffusion policy, about a minute"),
        new("train policy --data lerobot/demos --scenes data/scenes --eye runs/...", "the same from a LeRobot data set"),
        new("train world-model --data data/play --minutes 20", "the world model, for twenty minutes"),
        new("train world-model --data data/play --resume runs/...", "go on where it stopped, bit by bit as if it never had"),
        new("train cup-safety --data data/safety", "margin head and safety critic on the world model's latents, calibrated"),
        new("train sac --env hopper-v4 --steps 300000 --hidden 64,64", "an expert by the task's own reward"),
        new("train sac --resume runs/...", "go on where it stopped, with everything it was started with"),
        new("train bc --env hopper-v4 --expert E.safetensors", "behavior cloning of its demonstrations"),
        new("train guitar -c guitar-hopper --expert E.safetensors --offline O.safetensors",
            "published settings; others are in docs/methods/imitation.md"),
        new("train filter -c guitar-hopper --expert E.safetensors --misspecify gear.hip_motor=0.5",
            "a learner that is weaker than its expert"),
        new("train evil --env pendulum-v1 --reward runs/... --steps 60", "a potential that makes the reward of an irl++ run fast to learn from"),
    ];

    public Command Define(Session session)
    {
        var command = Models(session);
        foreach (var row in MethodRows.All) command.Add(new MethodCommand(session, row).Define());
        return command;
    }

    private static Command Models(Session session) => new("train", "Train a model of the cup task, or a policy by reward or by imitation.")
    {
        new EyeTrainingCommand(session).Define(),
        new PolicyTrainingCommand(session).Define(),
        new WorldTrainingCommand(session).Define(),
        new VerifierTrainingCommand(session).Define(),
        new AlignmentCommand(session).Define(),
        new ClassifierTrainingCommand(session).Define(),
        new SafetyTrainingCommand(session).Define(),
        new AllTrainingCommand(session).Define(),
        new BaselineTrainingCommand(session).Define(),
        new CloningCommand(session).Define(),
        new DAggerCommand(session).Define(),
        new EvilCommand(session).Define(),
    };
}
