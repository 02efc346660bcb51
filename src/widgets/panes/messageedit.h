// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace holdline::widgets {

/// The entry for messages, as high as its lines, up to kMostLines. Enter sends the message,
/// Shift+Enter begins a new line. Owned by EntryPane.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int kMostLines = 6;

    explicit MessageEdit(QWidget *parent = nullptr);

    /// Whether the entry has no text, and no text that is being composed.
    bool isEmpty() const;
    /// Like clear(), but Ctrl+Z restores the text.
    void takeAway();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// The user pressed Enter.
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void countLines();

    int m_lines = 1;
    int m_around = 0; ///< of the height: what border and padding take
};

} // namespace holdline::widgets
