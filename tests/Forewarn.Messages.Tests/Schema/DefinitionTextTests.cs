namespace Forewarn.Messages.Tests.Schema;

public sealed class DefinitionTextTests
{
    [Fact]
    public void A_type_is_followed_by_everything_it_refers_to()
    {
        string rule = new('=', 80);
        Assert.Equal(
            $"""
            geometry_msgs/TransformStamped[] transforms
            {rule}
            MSG: geometry_msgs/TransformStamped
            std_msgs/Header header
            string child_frame_id
            geometry_msgs/Transform transform
            {rule}
            MSG: std_msgs/Header
            builtin_interfaces/Time stamp
            string frame_id
            {rule}
            MSG: builtin_interfaces/Time
            int32 sec
            uint32 nanosec
            {rule}
            MSG: geometry_msgs/Transform
            geometry_msgs/Vector3 translation
            geometry_msgs/Quaternion rotation
            {rule}
            MSG: geometry_msgs/Vector3
            float64 x
            float64 y
            float64 z
            {rule}
            MSG: geometry_msgs/Quaternion
            float64 x 0
            float64 y 0
            float64 z 0
            float64 w 1

            """,
            Tf2Msgs.TFMessage.Type.Definition);
    }

    [Fact]
    public void What_was_written_says_the_same_when_it_is_read()
    {
        foreach (var type in StandardSet.All.SelectMany(one => one.Messages))
        {
            string text = DefinitionText.Of(type, StandardSet.Catalog);
            string own = text.Split(new string('=', 80))[0];
            string[] name = type.Name.Split('/');
            var read = InterfaceParser.Parse(name[0], InterfaceKind.Message, name[2].Replace("_", ""), own).Messages[0];
            var renamed = new MessageSchema(type.Name, read.Fields, read.Constants);
            Assert.Equal(TypeHash.Describe(type, StandardSet.Catalog), TypeHash.Describe(renamed, StandardSet.Catalog));
            Assert.Equal(text, DefinitionText.Of(renamed, StandardSet.Catalog));
        }
    }

    [Fact]
    public void Quotes_and_lists_survive()
    {
        const string Text = "string A=\"say \\\"x\\\" # here\"\nstring<=9[<=2] a [\"b, c\", \"d\"]\nint8[2] b [1, -2]\nchar c 65\n";
        var type = InterfaceParser.Parse("p", InterfaceKind.Message, "T", Text).Messages[0];
        Assert.Equal(Text.Replace("char", "uint8"), DefinitionText.Of(type, new SchemaCatalog()));
    }
}
