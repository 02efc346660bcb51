// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/viewmenu.h"

#include "widgets/look/theme.h"

#include <QActionGroup>

#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

ViewMenu::ViewMenu(const Actions &actions, Theme &theme, QObject *parent)
    : QObject(parent)
    , m_actions(actions)
    , m_theme(theme)
{
    auto *themes = new QActionGroup(this);
    for (const auto &[action, choice] :
         {std::pair(actions.followSystem, Theme::Choice::FollowSystem),
          std::pair(actions.light, Theme::Choice::Light),
          std::pair(actions.dark, Theme::Choice::Dark)}) {
        themes->addAction(action);
        action->setData(QVariant::fromValue(choice));
    }
    connect(themes, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_theme.setChoice(action->data().value<Theme::Choice>());
    });

    actions.larger->setShortcuts({QKeySequence(u"Ctrl++"_s), QKeySequence(u"Ctrl+="_s)});
    actions.smaller->setShortcut(QKeySequence(u"Ctrl+-"_s));
    connect(actions.larger, &QAction::triggered, this,
            [this] { m_theme.setTextSize(m_theme.textSize() + 1); });
    connect(actions.smaller, &QAction::triggered, this,
            [this] { m_theme.setTextSize(m_theme.textSize() - 1); });
    connect(actions.normal, &QAction::triggered, this,
            [this] { m_theme.setTextSize(Theme::kDefaultTextSize); });
    connect(&theme, &Theme::changed, this, &ViewMenu::update);
    update();
}

void ViewMenu::update()
{
    m_actions.followSystem->setChecked(m_theme.choice() == Theme::Choice::FollowSystem);
    m_actions.light->setChecked(m_theme.choice() == Theme::Choice::Light);
    m_actions.dark->setChecked(m_theme.choice() == Theme::Choice::Dark);
    m_actions.larger->setEnabled(m_theme.textSize() < Theme::kTextSizes - 1);
    m_actions.smaller->setEnabled(m_theme.textSize() > 0);
}

} // namespace holdline::widgets
