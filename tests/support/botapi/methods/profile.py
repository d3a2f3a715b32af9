"""The methods about the bot itself and about chats and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.botapi.objects.errors import bad_request, breach
from tests.support.botapi.objects.events import ChatMember
from tests.support.botapi.objects.schema import BotCommand, ChatFullInfo, Me
from tests.support.botapi.state.commands import check_language

if TYPE_CHECKING:
    from tests.support.botapi.objects.parameters import (
        Commands,
        GetChatMember,
        OfChat,
        SetChatMenuButton,
        SetMyCommands,
        SetMyDescription,
        SetMyShortDescription,
    )
    from tests.support.botapi.objects.schema import User
    from tests.support.botapi.state.world import World

_MENU_BUTTONS = {"default", "commands"}


def get_me(world: World) -> Me:
    """Return the bot, with what BotFather allows it."""
    return Me(
        id=world.me.id,
        is_bot=True,
        first_name=world.me.first_name,
        username=str(world.me.username),
        can_join_groups=True,
        can_read_all_group_messages=not world.privacy,
        supports_inline_queries=world.inline,
        supports_guest_queries=True,
    )


def set_my_commands(world: World, p: SetMyCommands) -> bool:
    world.commands.publish(p.scope, p.language_code, p.commands)
    return True


def get_my_commands(world: World, p: Commands) -> tuple[BotCommand, ...]:
    return world.commands.of(p.scope, p.language_code)


def delete_my_commands(world: World, p: Commands) -> bool:
    world.commands.withdraw(p.scope, p.language_code)
    return True


def set_my_description(world: World, p: SetMyDescription) -> bool:
    """Set at most 512 characters, shown in an empty chat."""
    return _describe(world, "description", p.description, p.language_code, 512)


def set_my_short_description(world: World, p: SetMyShortDescription) -> bool:
    """Set at most 120 characters, shown on the bot's page."""
    return _describe(world, "short_description", p.short_description, p.language_code, 120)


def set_chat_menu_button(world: World, p: SetChatMenuButton) -> bool:
    """Set the menu button for one private chat, or for all of them."""
    if p.menu_button.type not in _MENU_BUTTONS:
        raise breach("MenuButton has unsupported type")
    rooms = world.rooms.values() if p.chat_id is None else [world.room(p.chat_id)]
    for room in rooms:
        room.menu_button = p.menu_button.type
    return True


def get_chat(world: World, p: OfChat) -> ChatFullInfo:
    """Return what the bot may know of a chat."""
    chat = world.room(p.chat_id).chat
    return ChatFullInfo(
        id=chat.id,
        type=chat.type,
        accent_color_id=0,
        max_reaction_count=11,
        accepted_gift_types=dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
        title=chat.title,
        username=chat.username,
        first_name=chat.first_name,
        last_name=chat.last_name,
        is_forum=chat.is_forum,
    )


def get_chat_member(world: World, p: GetChatMember) -> ChatMember:
    """Return how a person, or the bot, stands in a chat."""
    room = world.room(p.chat_id)
    if p.user_id not in world.users:
        raise bad_request("invalid user_id specified")
    status = room.bot if p.user_id == world.me.id else room.members.get(p.user_id, "left")
    return member(world.users[p.user_id], status)


def leave_chat(world: World, p: OfChat) -> bool:
    """Leave a group."""
    room = world.room(p.chat_id)
    if room.chat.type == "private":
        raise breach("chat not found")
    room.check_open()
    room.bot = "left"
    return True


def member(user: User, status: str) -> ChatMember:
    """Return a ChatMember with the fields its status requires."""
    if status == "creator":
        return ChatMember(status=status, user=user, is_anonymous=False)
    if status == "kicked":
        return ChatMember(status=status, user=user, until_date=0)
    if status != "administrator":
        return ChatMember(status=status, user=user)
    return ChatMember(
        status=status,
        user=user,
        is_anonymous=False,
        can_be_edited=False,
        can_manage_chat=True,
        can_delete_messages=True,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=True,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
    )


def _describe(world: World, field: str, text: str, language: str, limit: int) -> bool:
    check_language(language)
    if len(text) > limit:
        raise breach(f"{field.upper()}_TOO_LONG")
    world.descriptions[field, language] = text
    return True
