// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/personabutton.h"

#include "widgets/look/avatar.h"
#include "widgets/look/glyph.h"

#include <QActionGroup>
#include <QMenu>
#include <QStyleOptionToolButton>
#include <QStylePainter>

#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGap = 4; // between the name and the chevron
constexpr int kPadding = 3;
constexpr int kMenuPortrait = 22;

} // namespace

PersonaButton::PersonaButton(QWidget *parent) : QToolButton(parent), m_menu(new QMenu(this))
{
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setMenu(m_menu);
    setToolTip(tr("Choose who answers"));
}

void PersonaButton::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(tr("Persona: %1").arg(name));
    setAccessibleDescription(toolTip());
    updateGeometry();
    update();
}

void PersonaButton::setPersonas(const std::vector<client::Persona> &personas, const QString &chosen)
{
    // A choice changes only the mark: an action must not be deleted while it is triggered.
    if (std::exchange(m_personas, personas) != personas)
        fillMenu();
    for (QAction *action : m_menu->actions())
        action->setChecked(action->isCheckable() && action->data() == chosen);
}

void PersonaButton::fillMenu()
{
    m_menu->clear();
    delete m_group; // with its actions
    m_group = new QActionGroup(m_menu);
    for (const client::Persona &persona : m_personas) {
        QString text = persona.name();
        QAction *action = m_group->addAction(portraitIcon(persona, *m_menu, kMenuPortrait),
                                             text.replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setData(persona.id);
        connect(action, &QAction::triggered, this,
                [this, id = persona.id] { Q_EMIT personaChosen(id); });
    }
    m_menu->addActions(m_group->actions());
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Manage personas…")), &QAction::triggered, this,
            &PersonaButton::managerRequested);
}

QSize PersonaButton::sizeFor(int textWidth) const
{
    return {textWidth + kGap + chevron() + 2 * kPadding, fontMetrics().height() + 2 * kPadding};
}

QSize PersonaButton::sizeHint() const
{
    return sizeFor(fontMetrics().horizontalAdvance(m_name) + 1);
}

QSize PersonaButton::minimumSizeHint() const
{
    return sizeFor(fontMetrics().horizontalAdvance(u'…'));
}

/// The style draws the background and the focus, but it would neither shorten the name nor place
/// the chevron beside it.
void PersonaButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.features &= ~QStyleOptionToolButton::HasMenu;
    painter.drawComplexControl(QStyle::CC_ToolButton, option);

    const QRect inner = rect().adjusted(kPadding, 0, -kPadding, 0);
    const int room = inner.width() - kGap - chevron();
    const QString shown = fontMetrics().elidedText(m_name, Qt::ElideRight, room);
    const int used = fontMetrics().horizontalAdvance(shown);
    const QRect text = QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter,
                                           {used, inner.height()}, inner);
    style()->drawItemText(&painter, text, Qt::AlignCenter, palette(), isEnabled(), shown,
                          foregroundRole());
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const int left = isRightToLeft ? text.left() - kGap - chevron() : text.right() + kGap;
    painter.drawPixmap(left, rect().center().y() - chevron() / 2 + 1,
                       glyph(u"chevron-down"_s, palette().color(foregroundRole()), chevron(),
                             devicePixelRatioF()));
}

} // namespace holdline::widgets
