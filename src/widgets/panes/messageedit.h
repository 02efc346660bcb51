// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace holdline::widgets {

/// Where a message is typed: as high as its lines, up to kMostLines. Enter sends it, Shift+Enter
/// begins a new line.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int kMostLines = 6;

    explicit MessageEdit(QWidget *parent = nullptr);

    /// Nothing is typed, nor being composed.
    bool isEmpty() const;
    /// As clear(), but Ctrl+Z brings it back.
    void takeAway();

Q_SIGNALS:
    /// Enter was pressed.
    void submitted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateHeight();
};

} // namespace holdline::widgets
