using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>A message type as CycloneDDS knows it inside one participant.</summary>
/// <param name="Sertype">Its <c>ddsi_sertype</c>, from which samples are built; lives as long as the participant.</param>
internal sealed record TopicType(MessageType Message, MarshallingProgram Program, nint Sertype)
{
    /// <summary>Makes a topic of this type.</summary>
    public static unsafe int CreateTopic(int participant, MessageType message, MarshallingProgram program, string name)
    {
        byte[] type = Text(message.DdsName), topic = Text(name);
        byte empty = 0;
        fixed (byte* typeName = type, topicName = topic)
        fixed (uint* ops = program.Ops.Span)
        {
            var descriptor = new TopicDescriptor
            {
                Size = (uint)program.Size,
                Align = (uint)program.Align,
                Flags = TopicDescriptor.RestrictedRepresentation | (program.FixedSize ? TopicDescriptor.FixedSize : 0),
                TypeName = typeName,
                OpCount = (uint)program.Instructions,
                Ops = ops,
                Meta = &empty,
                Representations = TopicDescriptor.Xcdr1,
            };
            int entity = DdsNative.CreateTopic(participant, &descriptor, topicName, null, null);
            return DdsError.Check(entity, $"topic '{name}' of {message.Name}", "Another type may use the topic's name in this process.");
        }
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text + '\0');
}
