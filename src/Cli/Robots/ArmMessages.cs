using System.Globalization;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Messages.SensorMsgs;
using Forewarn.RosBridge;
using Forewarn.Simulation.Tasks.Arm;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Robots;

/// <summary>What the simulated arm senses as ROS messages, filled again and again.</summary>
internal sealed class ArmMessages
{
    public const int ArmJoints = 7;

    /// <summary>Who tells what happened, for whoever evaluates; nothing that steers may listen to it.</summary>
    public const string OutcomeTopic = "/cup_robot/outcome";

    public ArmMessages()
    {
        Joints = [.. Enumerable.Range(1, ArmJoints).Select(i => $"joint{i}"), "finger_joint"];
        JointState.Name.Set(Joints);
        JointState.Position.Resize(Joints.Length);
        JointState.Velocity.Resize(Joints.Length);
        Images = [.. ArmTask.Cameras.Select(Picture)];
    }

    public string[] Joints { get; }

    public JointState JointState { get; } = new();

    /// <summary>One per camera, in the order of the task.</summary>
    public Image[] Images { get; }

    public Text Outcome { get; } = new();

    /// <summary>Topic of a camera's pictures.</summary>
    public static string ImageTopic(SteeringTopicNames names, string camera) => string.Format(CultureInfo.InvariantCulture, names.Images, camera);

    /// <param name="state">Proprioception as the environment gives it.</param>
    /// <param name="stamp">ns.</param>
    public JointState Feel(ReadOnlySpan<float> state, long stamp)
    {
        RosTime.Write(JointState.Header.Stamp, stamp);
        for (int j = 0; j < ArmJoints; j++) (JointState.Position[j], JointState.Velocity[j]) = (state[j], state[ArmJoints + j]);
        JointState.Position[ArmJoints] = state[2 * ArmJoints];
        return JointState;
    }

    public Image[] Look(Observation seen, long stamp)
    {
        for (int c = 0; c < Images.Length; c++)
        {
            RosTime.Write(Images[c].Header.Stamp, stamp);
            Images[c].Data.Set(seen.Images[c].Rgb);
        }
        return Images;
    }

    /// <param name="environment">What happened in it, and whether that is what the task wants.</param>
    public Text Tell(long scene, PlanLabel label, ArmEnvironment environment)
    {
        var told = new Dictionary<string, object>
        {
            ["scene"] = scene, ["succeeded"] = environment.Succeeded, ["mode"] = label.Mode, ["outcome"] = label.Outcome,
        };
        foreach (var (name, value) in environment.Truth.Attributes) told[name] = value;
        Outcome.Data = JsonSerializer.Serialize(told);
        return Outcome;
    }

    private static Image Picture(string camera)
    {
        var image = new Image
        {
            Height = ArmTask.ImageSize, Width = ArmTask.ImageSize, Encoding = "rgb8", Step = 3 * ArmTask.ImageSize,
        };
        image.Header.FrameId = $"{camera}_camera";
        return image;
    }
}
