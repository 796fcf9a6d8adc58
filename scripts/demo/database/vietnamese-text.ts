import type { SeededRandom } from './seeded-random.ts';

const openers = [
	'Theo quy định hiện hành,',
	'Trong giai đoạn này,',
	'Khi phát sinh thay đổi,',
	'Đối với mỗi đơn vị thông tin,',
	'Trước khi công bố,',
	'Sau khi rà soát,',
	'Trong trường hợp có sai lệch,',
	'Ở bước kiểm tra cuối cùng,',
	'Nếu không có ý kiến khác,',
	'Căn cứ vào hồ sơ đã lưu,',
] as const;
const subjects = [
	'người phụ trách',
	'nhóm vận hành',
	'bộ phận quản trị dữ liệu',
	'người thẩm định',
	'hội đồng kỹ thuật',
	'đơn vị soạn thảo',
	'người lưu giữ sổ đăng ký',
	'bộ phận kiểm soát truy cập',
] as const;
const duties = [
	'phải ghi rõ lý do của từng quyết định',
	'cần đối chiếu nội dung với văn bản gốc',
	'lập biên bản và lưu kèm mã kiểm tra',
	'xác nhận rằng không có đoạn nào bị bỏ sót',
	'cập nhật sổ đăng ký trong vòng một ngày làm việc',
	'chỉ được thực hiện khi đã có đủ chữ ký',
	'dừng ngay thao tác và báo cho người giám sát',
	'so sánh số dòng trước và sau khi thực hiện',
	'giữ nguyên địa chỉ chuẩn đã cấp',
	'sao lưu dữ liệu và thử phục hồi trên môi trường riêng',
	'phân loại rủi ro theo ba mức thấp, vừa và cao',
	'không được sửa trực tiếp bản đã ban hành',
] as const;
const endings = [
	'để bảo đảm khả năng truy vết.',
	'nhằm tránh trùng lặp về sau.',
	'và thông báo cho các bên liên quan.',
	'trước khi chuyển sang bước tiếp theo.',
	'theo mẫu đã thống nhất.',
	'kể cả khi thay đổi rất nhỏ.',
	'trừ khi có quyết định khác bằng văn bản.',
	'để lần kiểm tra sau cho cùng một kết quả.',
] as const;
const topics = [
	'quản trị dữ liệu',
	'quy trình thẩm định',
	'địa chỉ chuẩn của đơn vị thông tin',
	'sao lưu và phục hồi',
	'phân quyền truy cập',
	'theo dõi sự kiện',
	'kiểm tra chất lượng nội dung',
	'vòng đời của văn bản',
	'danh mục từ vựng',
	'công bố và thu hồi',
	'xử lý sự cố',
	'đào tạo nội bộ',
] as const;
const kinds = ['Hướng dẫn', 'Quy định', 'Báo cáo', 'Biên bản', 'Ghi chú', 'Kế hoạch', 'Đề xuất'] as const;
const headings = [
	'Phạm vi',
	'Nguyên tắc',
	'Trách nhiệm',
	'Các bước thực hiện',
	'Kiểm tra',
	'Lưu trữ',
	'Ngoại lệ',
] as const;

export function writeSentence(random: SeededRandom): string {
	return [openers, subjects, duties, endings].map((parts) => random.pick<string>(parts)).join(' ');
}

export function writeParagraph(random: SeededRandom, sentences: number): string {
	return Array.from({ length: sentences }, () => writeSentence(random)).join(' ');
}

export function writeTitle(random: SeededRandom): string {
	return `${random.pick(kinds)} về ${random.pick(topics)}`;
}

/** A Markdown document of one to three kilobytes. */
export function writeDocument(random: SeededRandom, title: string): string {
	const sections = Array.from({ length: 2 + random.below(2) }, (_, index) => {
		const items = Array.from({ length: 2 + random.below(2) }, () => `- ${writeSentence(random)}`);
		return `## ${index + 1}. ${random.pick(headings)}\n\n${writeParagraph(random, 1 + random.below(2))}\n\n${items.join('\n')}`;
	});
	return `# ${title}\n\n${writeParagraph(random, 2)}\n\n${sections.join('\n\n')}\n`;
}
