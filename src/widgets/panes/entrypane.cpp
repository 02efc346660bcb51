// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/entrypane.h"

#include "protocol/limits.h"
#include "widgets/look/announcement.h"
#include "widgets/look/glyph.h"
#include "widgets/look/placeholdershade.h"
#include "widgets/look/themepalette.h"
#include "widgets/panes/shortcutsfirst.h"

#include "ui_entrypane.h"

#include <QKeyEvent>
#include <QLocale>
#include <QShortcut>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPlusGlyph = 18;

} // namespace

EntryPane::EntryPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::EntryPane>())
{
    m_ui->setupUi(this);
    new PlaceholderShade(*m_ui->entry);
    new ShortcutsFirst(*m_ui->entry);
    m_ui->entry->installEventFilter(this);
    // Space talks there, too.
    auto *enter = new QShortcut(Qt::Key_Return, m_ui->newConversation);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, m_ui->newConversation, &QToolButton::click);
    connect(m_ui->entry, &MessageEdit::submitted, this, &EntryPane::submit);
    connect(m_ui->entry, &MessageEdit::textChanged, this, &EntryPane::onTextChanged);
    connect(m_ui->newConversation, &QToolButton::clicked, this,
            &EntryPane::newConversationRequested);
    connect(m_ui->microphone, &MicrophoneButton::clicked, this, &EntryPane::microphoneToggled);
}

EntryPane::~EntryPane() = default;

void EntryPane::setColors(const ThemePalette &colors)
{
    m_ui->newConversation->setIcon(glyphIcon(u"plus"_s, colors.muted, kPlusGlyph));
    m_ui->microphone->setColors(colors);
}

void EntryPane::setMicrophone(client::ConversationController::Microphone microphone)
{
    m_ui->microphone->setLook(microphone);
}

void EntryPane::setHeldSpeech(Duration held, Duration limit)
{
    m_ui->microphone->setHeldShare(double(held.count())
                                   / double(std::max<qint64>(1, limit.count())));
}

void EntryPane::insertText(const QString &text)
{
    m_ui->entry->setFocus(Qt::OtherFocusReason);
    m_ui->entry->insertPlainText(text);
}

QList<const QWidget *> EntryPane::talkButtons() const
{
    return {m_ui->microphone, m_ui->newConversation};
}

/// What is being typed is undone before anything that the window did.
bool EntryPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->entry && event->type() == QEvent::ShortcutOverride
        && static_cast<const QKeyEvent *>(event)->matches(QKeySequence::Undo)
        && !m_ui->entry->toPlainText().isEmpty()) {
        event->accept();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

QString EntryPane::message() const
{
    return m_ui->entry->toPlainText().trimmed();
}

void EntryPane::onTextChanged()
{
    const qsizetype length = message().size();
    const bool isTooLong = length > protocol::kMaxTextLength;
    if (isTooLong)
        m_ui->tooLong->setText(
            tr("%1 of %2 characters — too long to send")
                .arg(QLocale().toString(length), QLocale().toString(protocol::kMaxTextLength)));
    if (isTooLong != m_ui->tooLong->isVisibleTo(this)) {
        m_ui->tooLong->setVisible(isTooLong);
        if (isTooLong)
            announce(*m_ui->tooLong, m_ui->tooLong->text());
    }
    Q_EMIT textChanged();
}

void EntryPane::submit()
{
    const QString text = message();
    if (text.isEmpty() || text.size() > protocol::kMaxTextLength)
        return;
    m_ui->entry->takeAway();
    Q_EMIT textSubmitted(text);
}

} // namespace holdline::widgets
