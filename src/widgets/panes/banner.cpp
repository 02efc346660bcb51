// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/banner.h"

#include "widgets/look/connectionlook.h"
#include "widgets/look/glyph.h"
#include "widgets/look/noticewords.h"

#include "ui_banner.h"

#include <QResizeEvent>
#include <QStyle>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCloseGlyph = 14;
constexpr int kNarrow = 220; // if less width is left for the text, the buttons go below it

QString toneName(Notice::Tone tone)
{
    switch (tone) {
    case Notice::Tone::Info:
        return u"info"_s;
    case Notice::Tone::Warning:
        return u"warning"_s;
    case Notice::Tone::Error:
        return u"error"_s;
    }
    Q_UNREACHABLE();
}

/// Stacks buttons that are too wide for one row, as even two can be with large text.
void stackIfWide(QBoxLayout &box, int room)
{
    int needed = -box.spacing();
    for (int i = 0; i < box.count(); ++i) {
        QLayoutItem *item = box.itemAt(i);
        if (auto *inner = qobject_cast<QBoxLayout *>(item->layout()))
            stackIfWide(*inner, room);
        if (!item->isEmpty())
            needed += item->sizeHint().width() + box.spacing();
    }
    box.setDirection(needed > room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace

Banner::Banner(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::Banner>())
{
    m_ui->setupUi(this);
    hide();
    connect(m_ui->ring, &CountdownRing::secondsLeftChanged, this, &Banner::updateTitle);
    connect(m_ui->action, &QPushButton::clicked, this, [this] {
        if (m_notice)
            Q_EMIT actionTriggered(m_notice->action);
    });
    connect(m_ui->otherAction, &QPushButton::clicked, this, [this] {
        if (m_notice)
            Q_EMIT actionTriggered(m_notice->otherAction);
    });
    const std::pair<QPushButton *, Notice::Action> help[] = {
        {m_ui->settings, Notice::Action::OpenSettings}, {m_ui->diagnose, Notice::Action::Diagnose}};
    for (const auto &[button, action] : help) {
        button->setText(NoticeWords::actionText(action));
        connect(button, &QPushButton::clicked, this,
                [this, action = action] { Q_EMIT actionTriggered(action); });
    }
    connect(m_ui->dismiss, &QToolButton::clicked, this, &Banner::dismissed);
}

Banner::~Banner() = default;

void Banner::setNotice(const Notice *notice, Instant now)
{
    if (!notice) {
        m_notice.reset();
        m_ui->ring->stop();
        hide();
        return;
    }
    if (m_notice == *notice)
        return;
    m_notice = *notice;
    fill(*notice, now);
    show();
}

void Banner::fill(const Notice &notice, Instant now)
{
    if (notice.countdownTo)
        m_ui->ring->start(elapsed(*notice.countdownTo, now));
    else
        m_ui->ring->stop();
    m_ui->ring->setVisible(notice.countdownTo.has_value());
    m_ui->noticeText->setText(notice.text);
    m_ui->noticeText->setVisible(!notice.text.isEmpty());
    for (const auto &[button, action] : {std::pair(m_ui->action, notice.action),
                                         std::pair(m_ui->otherAction, notice.otherAction)}) {
        button->setText(NoticeWords::actionText(action));
        button->setVisible(action != Notice::Action::None);
    }
    m_ui->settings->setVisible(notice.offersHelp);
    m_ui->diagnose->setVisible(notice.offersHelp);
    m_ui->dismiss->setVisible(notice.dismissable);
    updateTitle();
    updateColors();
    arrange();
}

void Banner::updateTitle()
{
    if (!m_notice)
        return;
    m_ui->noticeTitle->setText(
        m_notice->countdownTo ? m_notice->title.arg(m_ui->ring->secondsLeft()) : m_notice->title);
}

void Banner::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    updateColors();
}

void Banner::updateColors()
{
    const Notice::Tone tone = m_notice ? m_notice->tone : Notice::Tone::Info;
    const ThemePalette::Tone &colors = tone == Notice::Tone::Info ? m_colors.info
        : tone == Notice::Tone::Warning                           ? m_colors.warning
                                                                  : m_colors.error;
    m_ui->ring->setColors(QColor::fromRgb(lookOf(client::ConnectionState::Reconnecting).color),
                          colors.border, colors.text);
    m_ui->dismiss->setIcon(glyphIcon(u"close"_s, colors.text, kCloseGlyph));
    setProperty("tone", toneName(tone));
    // A style sheet does not follow a changed property by itself.
    style()->unpolish(this);
    style()->polish(this);
    for (QWidget *child : findChildren<QWidget *>()) {
        style()->unpolish(child);
        style()->polish(child);
    }
}

void Banner::focusAction()
{
    m_ui->action->setFocus(Qt::OtherFocusReason);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    arrange();
    QFrame::resizeEvent(event);
}

void Banner::arrange()
{
    const QMargins margins = m_ui->row->contentsMargins();
    int room = width() - margins.left() - margins.right();
    for (const QWidget *beside :
         {static_cast<QWidget *>(m_ui->ring), static_cast<QWidget *>(m_ui->dismiss)}) {
        if (beside->isVisibleTo(this))
            room -=
                beside->sizeHint().expandedTo(beside->minimumSize()).width() + m_ui->row->spacing();
    }
    stackIfWide(*m_ui->actions, room);
    const int left = width() - m_ui->actions->sizeHint().width();
    m_ui->content->setDirection(left < kNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace holdline::widgets
