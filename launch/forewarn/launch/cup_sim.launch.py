"""Brings up the simulated arm and the steering node on its clock; both end together.

    ros2 launch forewarn cup_sim.launch.py wish:="pick up the mug by the handle"
    ros2 service call /cup_robot/reset std_srvs/srv/Trigger        # the next scene
"""
from launch import LaunchDescription
from launch.actions import DeclareLaunchArgument, IncludeLaunchDescription, RegisterEventHandler, Shutdown
from launch.event_handlers import OnProcessExit, OnProcessStart
from launch.launch_description_sources import PythonLaunchDescriptionSource
from launch.substitutions import LaunchConfiguration, PathJoinSubstitution
from launch_ros.actions import Node
from launch_ros.substitutions import FindPackageShare


def generate_launch_description():
    # The simulator makes /clock, so it must not take its own time from there.
    simulator = Node(
        package='forewarn', executable='forewarn', name='cup_robot',
        arguments=['sim', '--ros', '--seed', LaunchConfiguration('seed'), '--scene', LaunchConfiguration('scene')],
        output='screen')
    steering = IncludeLaunchDescription(
        PythonLaunchDescriptionSource(PathJoinSubstitution([FindPackageShare('forewarn'), 'launch', 'steer.launch.py'])),
        launch_arguments={
            'use_sim_time': 'true',
            'wish': LaunchConfiguration('wish'),
            'transitions': LaunchConfiguration('transitions'),
        }.items())
    return LaunchDescription([
        DeclareLaunchArgument('wish', default_value='pick up the mug by the handle', description='What the arm should do, in words.'),
        DeclareLaunchArgument('seed', default_value='1', description='Root seed of the scenes.'),
        DeclareLaunchArgument('scene', default_value='0', description='Number of the first scene.'),
        DeclareLaunchArgument('transitions', default_value='events', description='As for steer.launch.py.'),
        # Steering starts once there is a clock to start by, and takes its own end, or the simulator's, as the end of all.
        RegisterEventHandler(OnProcessStart(target_action=simulator, on_start=[steering])),
        RegisterEventHandler(OnProcessExit(target_action=simulator, on_exit=[Shutdown(reason='the simulator has ended')])),
        simulator,
    ])
