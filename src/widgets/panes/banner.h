// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/notice.h"
#include "widgets/look/themepalette.h"

#include <QFrame>

#include <memory>

namespace Ui {
class Banner;
}

namespace holdline::widgets {

/// The strip between header and conversation that tells what is wrong and what can be done. It is
/// there only while there is something to tell, and never in the way of anything else.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);
    ~Banner() override;

    /// Null hides it. `now` is the instant that a countdown is counted from.
    void setNotice(const Notice *notice, Instant now);
    void setColors(const ThemePalette &colors);
    /// As narrow as can be: what has no room beside the text goes below it.
    QSize minimumSizeHint() const override { return {1, QFrame::minimumSizeHint().height()}; }
    /// The keyboard goes to the button of the notice.
    void focusAction();

Q_SIGNALS:
    void actionTriggered(holdline::widgets::Notice::Action action);
    void dismissed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void fill(const Notice &notice, Instant now);
    void updateTitle();
    void updateColors();
    void announce();

    std::unique_ptr<Ui::Banner> m_ui;
    ThemePalette m_colors = ThemePalette::light();
    std::optional<Notice> m_notice;
};

} // namespace holdline::widgets
