using System.Reflection;
using System.Runtime.Loader;
using CsCheck;
using Forewarn.Messages.Tests.Wire;

namespace Forewarn.Messages.Tests.Generator;

/// <summary>A user's package through the generator, the C# compiler and onto the wire.</summary>
public sealed class UserPackageTests
{
    private static readonly (string Path, string Text)[] Package =
    [
        ("/src/cell_msgs/msg/Grip.msg",
            """
            # How a gripper holds.

            uint8 OPEN=0
            uint8 CLOSED=1
            string UNIT="N"
            int64 LOWEST=-9223372036854775808
            float32 LIMIT=2.5

            std_msgs/Header header
            uint8 type 1
            # N, <= 40 & >= 0
            float64 force 1.5
            string<=8 tag "abc"
            int16[3] counts [1, -2, 3]
            string[2] names
            Finger[2] fingers
            Finger[<=3] more
            string<=4[<=2] codes
            bool[] flags [true, false]
            byte[4] raw
            bool grip
            uint8 open
            """),
        ("/src/cell_msgs/msg/Finger.msg", "bool a\nint16 b\nint64 c\nbool d\nfloat32 e\ngeometry_msgs/Point[] tip\n"),
        ("/src/cell_msgs/srv/Pick.srv", "Grip grip\n---\nbool success\nstring message\n"),
        ("/src/cell_msgs/action/Place.action", "geometry_msgs/Pose pose\n---\nbool done\n---\nfloat32 progress\n"),
    ];

    private static readonly Lazy<Assembly> Loaded = new(Load);

    [Fact]
    public void It_compiles_without_a_word() => Assert.Empty(new GeneratorRun(Package).Problems);

    [Fact]
    public void Its_messages_are_written_and_read()
    {
        string[] names = ["Grip", "Finger", "PickRequest", "PickResponse", "PlaceGoal", "PlaceResult", "PlaceFeedback"];
        foreach (string name in names)
        {
            var type = Case(name);
            Gen.ULong.Sample(
                seed =>
                {
                    var writer = new CdrWriter();
                    object sent = Bounded(new MessageFiller(seed).Fill(type.New())), received = type.New();
                    type.Write(sent, writer);
                    Assert.True(type.Read(received, writer.Bytes));
                    Assert.Null(MessageFiller.Difference(sent, received));
                },
                iter: 100);
        }
    }

    [Fact]
    public void Defaults_and_constants_are_there()
    {
        var type = TypeOf("Grip");
        object grip = Activator.CreateInstance(type)!;
        Assert.Equal(
            ((byte)1, (byte)1, "N", long.MinValue, 2.5f),
            (Constant(type, "Closed"), Get(grip, "TypeValue"), Constant(type, "Unit"), Constant(type, "Lowest"), Constant(type, "Limit")));
        Assert.Equal((1.5, "abc"), (Get(grip, "Force"), Get(grip, "Tag")));
        Assert.Equal([1, -2, 3], (short[])Get(grip, "Counts"));
        Assert.Equal(["", ""], (string[])Get(grip, "Names"));
        Assert.Equal([true, false], ((Sequence<bool>)Get(grip, "Flags")).Span.ToArray());
    }

    [Fact]
    public void Names_that_C_sharp_needs_get_out_of_the_way()
    {
        var type = TypeOf("Grip");
        Assert.NotNull(type.GetProperty("GripValue"));
        Assert.NotNull(type.GetProperty("Open"));
        Assert.Equal((byte)0, Constant(type, "OPEN"));
    }

    [Fact]
    public void Runs_of_primitives_are_padded_as_single_ones_are()
    {
        var writer = new CdrWriter();
        // Padding must be written: the buffer holds what was there before.
        writer.WriteArray<byte>(Enumerable.Repeat((byte)0xAA, 100).ToArray());
        object finger = Activator.CreateInstance(TypeOf("Finger"))!;
        foreach (var (name, value) in new (string, object)[] { ("A", true), ("B", (short)2), ("C", 3L), ("D", true), ("E", 1f) })
            finger.GetType().GetProperty(name)!.SetValue(finger, value);
        Case("Finger").Write(finger, writer);
        Assert.Equal(
            "00010000" + "01000200" + "00000000" + "0300000000000000" + "01000000" + "0000803F" + "00000000",
            Convert.ToHexString(writer.Bytes));
    }

    [Fact]
    public void Types_are_named_and_hashed_as_rosidl_does()
    {
        var type = Case("PickRequest").Type;
        Assert.Equal(("cell_msgs/srv/Pick_Request", "cell_msgs::srv::dds_::Pick_Request_"), (type.Name, type.DdsName));
        Assert.NotNull(type.ServiceProgram);
        var action = (ActionType)TypeOf("Place").GetProperty("Type")!.GetValue(null)!;
        Assert.Equal("cell_msgs/action/Place_SendGoal_Request", action.SendGoal.Request.Name);
        Assert.Equal(
            "unique_identifier_msgs/UUID goal_id\ncell_msgs/action/Place_Goal goal\n",
            action.SendGoal.Request.Definition.Split('=')[0]);
    }

    [Fact]
    public void Documents_name_the_type_and_escape_what_they_quote()
    {
        string text = new GeneratorRun(Package).Result.GeneratedSources
            .Single(one => one.HintName == "cell_msgs.msg.Grip.g.cs").SourceText.ToString();
        Assert.Contains("<summary>ROS 2 message cell_msgs/msg/Grip. How a gripper holds.</summary>", text, StringComparison.Ordinal);
        Assert.Contains("<summary>N, &lt;= 40 &amp; &gt;= 0</summary>", text, StringComparison.Ordinal);
    }

    private static MessageCase Case(string name) =>
        (MessageCase)Activator.CreateInstance(typeof(TypedMessageCase<>).MakeGenericType(TypeOf(name)))!;

    private static Type TypeOf(string name) => Loaded.Value.GetType("Forewarn.Messages.CellMsgs." + name, throwOnError: true)!;

    private static object Get(object message, string name) => message.GetType().GetProperty(name)!.GetValue(message)!;

    private static object Constant(Type type, string name) => type.GetField(name)!.GetRawConstantValue()!;

    private static object Bounded(object message)
    {
        if (message.GetType().Name == "Grip")
        {
            message.GetType().GetProperty("Tag")!.SetValue(message, "öäü");
            ((Sequence<string>)Get(message, "Codes")).Set(["", "abcd"]);
        }
        else if (message.GetType().GetProperty("Grip") is { } inner) Bounded(inner.GetValue(message)!);

        return message;
    }

    private static Assembly Load()
    {
        var image = new MemoryStream();
        var result = new GeneratorRun(Package).Compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }
}
