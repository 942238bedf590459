using Forewarn.Cli.Robots;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.RosBridge;
using Forewarn.Simulation.Tasks.Arm;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Cli.Recordings;

/// <summary>Records what a simulated arm senses and what happened, in the topics of the robot.</summary>
internal sealed class EpisodeTap(IMessageTap tap, TimeProvider time)
{
    private static readonly SteeringTopicNames s_names = new();

    private readonly ArmMessages _messages = new();
    private readonly TapPublisher<JointState> _jointStates = new(tap, $"/{s_names.JointStates}", QosProfile.Default, time);
    private readonly TapPublisher<Image>[] _cameras =
        [.. ArmTask.Cameras.Select(c => new TapPublisher<Image>(tap, "/" + ArmMessages.ImageTopic(s_names, c), QosProfile.SensorData, time))];

    private readonly TapPublisher<Text> _outcomes = new(tap, ArmMessages.OutcomeTopic, QosProfile.Latched, time);

    public void Sense(Observation observation)
    {
        long stamp = RosTime.Wall(time);
        _jointStates.Publish(_messages.Feel(observation.State, stamp));
        Image[] images = _messages.Look(observation, stamp);
        for (int c = 0; c < images.Length; c++) _cameras[c].Publish(images[c]);
    }

    public void Tell(long scene, PlanLabel label, ArmEnvironment environment) => _outcomes.Publish(_messages.Tell(scene, label, environment));
}
